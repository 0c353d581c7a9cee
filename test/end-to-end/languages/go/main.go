// A Go application that uses OpenTelemetry alone: set up by OTEL_* variables, no part of Otelseal in it.
package main

import (
	"context"
	"log"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	otellog "go.opentelemetry.io/otel/log"
	sdklog "go.opentelemetry.io/otel/sdk/log"
)

func main() {
	ctx := context.Background()
	exporter, err := otlploghttp.New(ctx)
	if err != nil {
		log.Fatal(err)
	}
	provider := sdklog.NewLoggerProvider(sdklog.WithProcessor(sdklog.NewBatchProcessor(exporter)))
	logger := provider.Logger("go-application")

	for attempt := range 3 {
		var record otellog.Record
		record.SetEventName("security.authn.login.failure")
		record.SetTimestamp(time.Now())
		record.SetSeverity(otellog.SeverityWarn)
		record.AddAttributes(
			attribute.String("audit.actor.type", "user"),
			attribute.String("audit.actor.id", "go-user"),
			attribute.String("client.address", "203.0.113.9"),
			attribute.String("security.auth.method", "password"),
			attribute.String("security.reason", "wrong_password"),
			attribute.Int("attempt", attempt),
			attribute.Float64Slice("weights", []float64{0.5, 1.5}),
		)
		logger.Emit(ctx, record)
	}
	var line otellog.Record
	line.SetBody(attribute.MapValue(
		attribute.String("card", "4111 1111 1111 1111"),
		attribute.Map("nested", attribute.String("note", "line one\nline two")),
	))
	logger.Emit(ctx, line)
	if err := provider.Shutdown(ctx); err != nil {
		log.Fatal(err)
	}
}
