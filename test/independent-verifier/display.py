"""What a store shows against what was signed (SPEC.md section 11): the first field that differs, or None."""

import re

from encoding import canonical_text, to_base64, utf16_order
from records import Checkpoint, Record
from values import salted_digest, shows, signed_map

FIELDS = {
    "eventName": "event", "timeUnixNano": "event_time", "severityNumber": "severity",
    "severityText": "severity_text", "traceId": "trace", "spanId": "span", "flags": "flags",
    "droppedAttributesCount": "dropped",
}  # fmt: skip
SEAL = ("audit.payload", "audit.sequence.number", "audit.sequence.stream_id", "audit.time", "event.name")
RESOURCE = {"service.name": "service", "service.namespace": "namespace", "service.instance.id": "instance"}
SENSITIVE = set("user enduser client session event security audit".split())
ADDABLE = set("host cloud k8s container process service deployment geo".split())
SHOWN_ELSEWHERE = {"message", "log_level", "timestamp", "_timestamp", "body", "body_text"}
RESERVED = set(
    """trace_id span_id severity_number severity_text observed_timestamp flags scope_name scope_version
    scope_dropped_attributes_count dropped_attributes_count detected_level service_name service_namespace
    service_instance_id audit_payload audit_time event_name""".split()
)


def joined(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", name)


def first_difference(record: Record, says: dict, vocabulary: list[str]) -> str | None:
    signed = (check(record, says) for check in (_fields, _attributes, _seal, _resource))
    difference = next((what for what in signed if what is not None), None)
    return _unsigned(record, says, vocabulary) if difference is None else difference


def checkpoint_difference(checkpoint: Checkpoint, vocabulary: list[str]) -> str | None:
    record = checkpoint.record
    shown = {
        "event": "audit.checkpoint", "severity": "9", "severity_text": "INFO",
        "event_time": str(record.log.get("timeUnixNano")), "stream": checkpoint.says["stream"],
        "body": f"s:Checkpoint: {checkpoint.size} records sealed, root {to_base64(checkpoint.root)}.", "salt": "",
    }  # fmt: skip
    return first_difference(record, shown, vocabulary)


def _fields(record: Record, says: dict) -> str | None:
    for shown, signed in FIELDS.items():
        value = record.log.get(shown)
        value = "" if value is None else str(value)
        if shown in ("traceId", "spanId"):
            value = value.lower()
        elif value == "0" and shown not in ("eventName", "severityText"):
            value = ""
        if value != says.get(signed, ""):
            return shown
    body = record.log.get("body") or None
    if "body" in says:
        return None if shows(body, says["body"], says["salt"]) else "body"
    return None if body in (None, {"stringValue": ""}) else "body"


def _attributes(record: Record, says: dict) -> str | None:
    signed = says.get("attributes", {})
    for name in sorted(signed, key=utf16_order):
        shown = record.named(name)
        if len(shown) != 1 or not shows(shown[0], signed[name], says["salt"]):
            return name
    return None if "rest" not in says or _rest_of(record, says) is not None else "rest"


def _rest_of(record: Record, says: dict) -> list[str] | None:
    """The names of the attributes that only `rest` vouches for, or None if they are not those."""
    rest, signed = says.get("rest"), says.get("attributes", {})
    if not rest:
        return []
    left = [a for a in record.attributes if a.get("key") not in signed and a.get("key") not in SEAL]
    left = [a for a in left if utf16_order(str(a.get("key"))) >= utf16_order(rest["from"])]
    for spare in (lambda a: joined(a["key"]).split("_")[0] in ADDABLE, lambda a: True):
        for attribute in [a for a in reversed(left) if spare(a)]:
            if len(left) > int(rest["count"]):
                left = [a for a in left if a is not attribute]
    try:
        agrees = salted_digest(says["salt"], canonical_text(signed_map(left))) == rest["sha256"]
    except ValueError:
        return None
    return [a["key"] for a in left] if agrees and str(len(left)) == rest["count"] else None


def _seal(record: Record, says: dict) -> str | None:
    wanted: dict[str, object] = {"audit.payload": None}
    if "sequence" in says:
        wanted["audit.sequence.number"] = "i:" + says["sequence"]
    wanted["audit.sequence.stream_id"] = "s:" + says["stream"]
    if "time" in says:
        wanted["audit.time"] = "s:" + says["time"]
    if "event" in says or record.named("event.name"):
        wanted["event.name"] = "s:" + says.get("event", "")
    for name in SEAL:
        shown = record.named(name)
        if name not in wanted and shown:
            return name
        if name in wanted and (len(shown) != 1 or wanted[name] and not shows(shown[0], wanted[name], "")):
            return name
    return None


def _resource(record: Record, says: dict) -> str | None:
    for name, member in RESOURCE.items():
        shown = [a.get("value") for a in record.resource if a.get("key") == name]
        if member in says and (len(shown) != 1 or not shows(shown[0], "s:" + says[member], "")):
            return name
    return None


def _unsigned(record: Record, says: dict, vocabulary: list[str]) -> str | None:
    signed = says.get("attributes", {})
    vouched = {*signed, *(_rest_of(record, says) or [])}
    known = {joined(word) for word in vocabulary}
    paths = {joined(path): path for name in signed for path in member_paths(name, signed[name])}
    found = (
        _added_to_record(record, vouched, {*paths, *map(joined, vouched)}, known),
        _met_around(record, says, paths),
        _added_around(record, known),
    )
    return next((what for what in found if what is not None), None)


def _added_to_record(record: Record, vouched: set[str], names: set[str], known: set[str]) -> str | None:
    seen: set[str] = set()
    for attribute in record.attributes:
        key, value = str(attribute.get("key")), attribute.get("value")
        if key in seen:
            return key
        seen.add(key)
        for path in [] if key in vouched | set(SEAL) else _shown_paths(key, value):
            if joined(path) in names or forbidden(path, known):
                return path
    return None


def _met_around(record: Record, says: dict, paths: dict[str, str]) -> str | None:
    """Signed attributes and members that the resource or the scope shows, too, with another value."""
    signed, met = says.get("attributes", {}), set()
    for attribute in [a for a in record.resource if a.get("key") not in RESOURCE] + record.scope:
        key, value = str(attribute.get("key")), attribute.get("value")
        for path in _shown_paths(key, value):
            name = paths.get(joined(path))
            same = path == key and name in signed and shows(value, signed[name], says["salt"])
            if name is not None and not same:
                met.add(name)
    whole = [name for name in sorted(met, key=utf16_order) if name in signed]
    return next(iter(whole or [path for path in paths.values() if path in met]), None)


def _added_around(record: Record, known: set[str]) -> str | None:
    for where in (record.resource, record.scope):
        keys: set[str] = set()
        for attribute in where:
            key, value = str(attribute.get("key")), attribute.get("value")
            if where is record.resource and key in RESOURCE:
                if key in keys:
                    return key
                keys.add(key)
                continue
            for path in _shown_paths(key, value):
                if forbidden(path, known):
                    return path
    return None


def forbidden(name: str, known: set[str]) -> bool:
    spelled = joined(name)
    word = spelled.split("_")[0]
    if word.lower() in SENSITIVE or spelled in RESERVED | SHOWN_ELSEWHERE:
        return True
    if name in SHOWN_ELSEWHERE or spelled.startswith("audit_sequence_") or not spelled.strip("_"):
        return True
    if name.startswith(("data_stream.", "elasticsearch.")) or (name[:2] == "__" and name[-2:] == "__"):
        return True
    return spelled in known and word not in ADDABLE


def member_paths(name: str, signed: object) -> list[str]:
    members = signed.get("m", {}) if isinstance(signed, dict) else {}
    return [name, *(path for key in members for path in member_paths(f"{name}.{key}", members[key]))]


def _shown_paths(name: str, value: object) -> list[str]:
    content = value.get("kvlistValue") if isinstance(value, dict) else None
    members = (content or {}).get("values") or []
    return [name, *(path for m in members for path in _shown_paths(f"{name}.{m.get('key')}", m.get("value")))]
