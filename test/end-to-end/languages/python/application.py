"""A Python application that uses OpenTelemetry alone: set up by OTEL_* variables, no part of Otelseal in it."""

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor

provider = LoggerProvider()
provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
logger = provider.get_logger("python-application")

for attempt in range(3):
    logger.emit(
        event_name="security.authn.login.failure",
        severity_number=SeverityNumber.WARN,
        attributes={
            "audit.actor.type": "user",
            "audit.actor.id": "python-user",
            "client.address": "203.0.113.9",
            "security.auth.method": "password",
            "security.reason": "wrong_password",
            "attempt": attempt,
            "weights": [0.5, 1.5],
        },
    )
logger.emit(body={"card": "4111 1111 1111 1111", "nested": {"note": "line one\nline two"}})
provider.shutdown()
