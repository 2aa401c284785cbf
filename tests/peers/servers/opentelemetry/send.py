# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends a trace, metrics and log records with OpenTelemetry's own SDK: send.py BASE-ADDRESS TOKEN. 0: all were taken."""

import sys
import time

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

BASE, TOKEN = sys.argv[1:]
RESOURCE = Resource.create({"service.name": "sdk-cart", "service.namespace": "shop", "service.instance.id": "one"})


def to(signal):
    return {"endpoint": BASE + "/v1/" + signal, "headers": {"authorization": "Bearer " + TOKEN},
            "compression": Compression.Gzip}


def send_trace():
    provider = TracerProvider(resource=RESOURCE)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(**to("traces"))))
    tracer = provider.get_tracer("check", "1.0")
    with tracer.start_as_current_span("GET /cart", kind=SpanKind.SERVER) as root:
        with tracer.start_as_current_span("ask stock", kind=SpanKind.CLIENT, attributes={"items": 3}) as child:
            child.add_event("retry", {"attempt": 2})
            child.set_status(Status(StatusCode.ERROR, "no stock"))
    ok = provider.force_flush()
    provider.shutdown()
    return ok, root.get_span_context()


def send_metrics():
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(**to("metrics")))
    provider = MeterProvider([reader], resource=RESOURCE)
    meter = provider.get_meter("check")
    meter.create_counter("checkouts", unit="1").add(7, {"http.route": "/cart"})
    histogram = meter.create_histogram("http.server.request.duration", unit="s",
                                       explicit_bucket_boundaries_advisory=[0.1, 1.0])
    for seconds in (0.05, 0.5, 5.0):
        histogram.record(seconds)
    ok = provider.force_flush()
    provider.shutdown()
    return ok


def send_log(context):
    provider = LoggerProvider(resource=RESOURCE)
    provider.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(**to("logs"))))
    provider.get_logger("check").emit(LogRecord(
        timestamp=time.time_ns(), observed_timestamp=time.time_ns(), trace_id=context.trace_id, span_id=context.span_id,
        trace_flags=context.trace_flags, severity_text="ERROR", severity_number=SeverityNumber.ERROR,
        body="it failed", attributes={"user": "ana"}))
    ok = provider.force_flush()
    provider.shutdown()
    return ok


def main():
    trace_ok, context = send_trace()
    metrics_ok, log_ok = send_metrics(), send_log(context)
    print("%032x" % context.trace_id)
    return 0 if trace_ok and metrics_ok and log_ok else 1


if __name__ == "__main__":
    sys.exit(main())
