// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/bundle/bundle.h"

namespace wf::test {

using namespace Qt::StringLiterals;

inline constexpr qint64 takenNs = 1'795'246'609'000'000'000;

inline signals::Alert madeAlert()
{
    signals::Alert out;
    out.labels = base::Labels{{"alertname", "CheckoutSlow"},
                              {"service", "checkout"},
                              {"severity", "critical"},
                              {"instance", "10.1.2.3:9100"}};
    out.annotations = base::Labels{{"summary", "slow since ada@example.org paid"}};
    out.fingerprint = u"%1"_s.arg(out.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    out.startsNs = takenNs - 30 * base::nsPerMinute;
    out.source = u"am"_s;
    out.state = signals::AlertState::Suppressed;
    out.silencedBy = {u"s1"_s};
    out.value = 0.75;
    return out;
}

inline signals::Trace madeTrace()
{
    signals::Trace out;
    out.traceId = u"0123456789abcdef0123456789abcdef"_s;
    out.processes = {{u"checkout"_s, base::Labels{{"service.name", "checkout"}, {"host", "10.1.2.3"}}}};
    signals::Span span;
    span.spanId = signals::SpanId(u"0123456789abcdef"_s);
    span.operation = u"POST /checkout"_s;
    span.kind = signals::SpanKind::Server;
    span.startNs = takenNs - 10 * base::nsPerMinute;
    span.durationNs = base::nsPerSecond;
    span.tags = base::Labels{{"user_id", "u-77"}};
    out.spans = {span};
    signals::arrange(out);
    return out;
}

// An incident of one alert, with something of everything.
inline engine::IncidentBundle madeBundle()
{
    engine::IncidentBundle out;
    auto &m = out.manifest;
    m.program = u"0.5.0"_s;
    m.incident = 12;
    m.title = u"checkout is slow"_s;
    m.severity = u"critical"_s;
    m.environment = u"Halcyon"_s;
    m.takenBy = u"mara"_s;
    m.takenNs = takenNs;
    m.range = {takenNs - base::nsPerHour, takenNs};
    m.contents = {{u"series"_s, 1, 340}, {u"log lines"_s, 2, -1}};
    m.missing = {u"Traces: no answer"_s};
    out.incident = QJsonObject{{u"id"_s, u"INC-12"_s}};
    const auto alert = madeAlert();
    out.alerts = {alert};
    out.firings = {{u"am"_s, u"checkout"_s, alert, alert.startsNs + base::nsPerSecond, takenNs, 0, u"mara"_s,
                    alert.startsNs + base::nsPerMinute, u"looking"_s}};
    signals::Silence silence;
    silence.id = u"s1"_s;
    silence.matchers = {{u"instance"_s, u"10.1.2.3:9100"_s, false, true}};
    silence.startsNs = alert.startsNs + base::nsPerMinute;
    silence.endsNs = takenNs + base::nsPerHour;
    silence.createdBy = u"mara"_s;
    silence.comment = u"ACK! looking"_s;
    out.silences = {silence};
    signals::Rule rule;
    rule.name = u"CheckoutSlow"_s;
    rule.query = u"latency{instance=\"10.1.2.3:9100\"} > 0.5"_s;
    rule.forNs = 5 * base::nsPerMinute;
    out.rules = {rule};
    signals::RawSeries series;
    series.labels = base::Labels{{"__name__", "latency"}, {"service", "checkout"}, {"instance", "10.1.2.3:9100"}};
    for (int i = 0; i <= 60; ++i) {
        series.timesMs.push_back((takenNs - (60 - i) * base::nsPerMinute) / base::nsPerMs);
        series.values.push_back(i < 30 ? 0.2 : 0.8);
    }
    out.series = {series};
    out.families = {{u"latency"_s, signals::MetricType::Gauge, u"How long it takes"_s, {}}};
    for (int i = 0; i < 2; ++i) {
        signals::LogLine line;
        line.timeNs = takenNs - (20 - i) * base::nsPerMinute;
        line.text = "payment of user_id=u-77 refused for ada@example.org from 10.1.2.3";
        line.stream = base::Labels{{"service_name", "checkout"}};
        line.level = signals::LogLevel::Error;
        line.traceId = u"0123456789abcdef0123456789abcdef"_s;
        out.lines.push_back(line);
    }
    out.traces = {madeTrace()};
    out.settings = {
        {u"incident/number/12"_s,
         QJsonObject{{u"number"_s, u"12"_s}, {u"firings"_s, QJsonArray{QJsonArray{alert.fingerprint, u"1"_s}}}}}};
    store::AuditRecord deed;
    deed.timeNs = takenNs - 20 * base::nsPerMinute;
    deed.note = {u"mara"_s, u"alert.acknowledge"_s, u"CheckoutSlow checkout"_s, {{u"note"_s, u"looking"_s}}};
    out.trail = {deed};
    store::OperatorNote note;
    note.service = u"checkout"_s;
    note.subjectId = u"INC-12"_s;
    note.timeNs = note.createdNs = takenNs - 15 * base::nsPerMinute;
    note.author = u"mara"_s;
    note.text = u"ask ada@example.org"_s;
    out.notes = {note};
    engine::CauseReport causes;
    causes.incident = 12;
    causes.symptomService = u"checkout"_s;
    engine::CauseSuspect suspect;
    suspect.service = suspect.cause.service = u"payment"_s;
    suspect.title = u"payment v2 in eu-west"_s;
    suspect.reasons = {u"deployed 4 min before"_s};
    suspect.share = 0.7;
    suspect.bars[0] = 0.9;
    suspect.atNs = takenNs - base::nsPerHour;
    causes.suspects = {suspect};
    causes.asOfNs = takenNs;
    out.causes = causes;
    out.thread = QJsonArray{QJsonObject{{u"title"_s, u"CheckoutSlow"_s}}};
    return out;
}

} // namespace wf::test
