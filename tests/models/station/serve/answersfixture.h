// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A station of a few series, lines, traces and alerts, all in memory.
#pragma once

#include "models/base/clock.h"
#include "models/station/ports/linefeed.h"
#include "models/station/serve/serveservice.h"

#include <algorithm>
#include <memory>
#include <set>

namespace wf::tests {

inline constexpr qint64 servedNow = 1'795'245'516LL * base::nsPerSecond;

class MemorySamples final : public query::SampleReader {
public:
    std::vector<signals::RawSeries> all;
    base::Result<std::vector<signals::RawSeries>> read(const query::SampleRequest &request,
                                                       std::stop_token stop) const override
    {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        std::vector<signals::RawSeries> found;
        for (const auto &series : all) {
            if (!signals::matchAll(request.matchers, series.labels))
                continue;
            signals::RawSeries cut{series.labels, {}, {}, {}, {}, {}, {}};
            for (std::size_t i = 0; i < series.timesMs.size(); ++i)
                if (series.timesMs[i] >= request.startMs && series.timesMs[i] <= request.endMs) {
                    cut.timesMs.push_back(series.timesMs[i]);
                    cut.values.push_back(series.values[i]);
                }
            if (!cut.timesMs.empty())
                found.push_back(std::move(cut));
        }
        return found;
    }
};

class MemoryLines final : public query::LineReader {
public:
    std::vector<signals::LogLine> all; // ascending
    base::Result<query::ReadReport> read(const query::LineRequest &request, const Take &take,
                                         std::stop_token) const override
    {
        query::ReadReport report;
        std::vector<const signals::LogLine *> order;
        for (const auto &line : all)
            order.push_back(&line);
        if (request.order == query::LineOrder::Backward)
            std::reverse(order.begin(), order.end());
        for (const auto *line : order) {
            if (line->timeNs < request.startNs || line->timeNs >= request.endNs ||
                !signals::matchAll(request.matchers, line->stream))
                continue;
            const query::LineView view{line->timeNs, line->text, &line->metadata, line->level, {}};
            if (!take({&line->stream, {&view, 1}, line->timeNs})) {
                report.isCutShort = true;
                break;
            }
        }
        return report;
    }
};

struct ServedStation {
    ServedStation()
    {
        for (const auto *job : {"api", "web"}) {
            signals::RawSeries series;
            series.labels = base::Labels{{"__name__", "http_requests_total"}, {"job", job}};
            for (qint64 t = servedNow / base::nsPerMs - 600'000; t <= servedNow / base::nsPerMs; t += 15'000) {
                series.timesMs.push_back(t);
                series.values.push_back(static_cast<double>(series.values.size()) * 15);
            }
            samples->all.push_back(std::move(series));
        }
        for (int i = 0; i < 10; ++i) {
            signals::LogLine line;
            line.timeNs = servedNow - (10 - i) * base::nsPerSecond;
            line.text = "line " + std::to_string(i);
            line.stream = base::Labels{{"app", i % 2 == 0 ? "a" : "b"}, {"service_name", "s"}};
            line.metadata = base::Labels{{"trace_id", std::to_string(i)}};
            lines->all.push_back(std::move(line));
        }
        auto one = std::make_shared<signals::Trace>();
        one->traceId = QStringLiteral("5b8efff798038103d269b633813fc60c");
        one->processes = {{QStringLiteral("cart"), {{"host", "h"}}}};
        signals::Span root;
        root.spanId = signals::SpanId(quint64{1});
        root.operation = QStringLiteral("GET /");
        root.kind = signals::SpanKind::Server;
        root.startNs = servedNow;
        root.durationNs = 5 * base::nsPerMs;
        root.tags = {{"http.route", "/"}};
        signals::Span child = root;
        child.spanId = signals::SpanId(quint64{2});
        child.parentSpanId = root.spanId;
        child.error = true;
        child.events = std::vector<signals::SpanEvent>{{servedNow, {{"event", "exception"}}}};
        one->spans = {root, child};
        signals::arrange(*one);
        trace = one;
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "Down"}, {"severity", "critical"}};
        alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = servedNow - base::nsPerHour;
        alert.endsNs = servedNow + base::nsPerHour;
        alert.updatedNs = servedNow;
        alert.value = 0;
        alerts.push_back(alert);
        signals::Rule rule;
        rule.name = QStringLiteral("Down");
        rule.group = QStringLiteral("g");
        rule.file = QStringLiteral("f.yml");
        rule.query = QStringLiteral("up == 0");
        rule.forNs = base::nsPerMinute;
        rule.intervalNs = 15 * base::nsPerSecond;
        rule.health = QStringLiteral("ok");
        rule.alerts = alerts;
        rules.push_back(rule);
    }

    [[nodiscard]] station::StationAnswers answers()
    {
        station::StationAnswers a;
        a.metrics = metrics();
        a.logs.lines = lines;
        a.logs.follow = [this](station::LineFeed::Listener listener) { return feed->listen(std::move(listener)); };
        a.logs.streams = [this](base::TimeRange, std::stop_token) -> base::Result<std::vector<base::Labels>> {
            std::set<base::Labels> found;
            for (const auto &line : lines->all)
                found.insert(line.stream);
            return std::vector<base::Labels>(found.begin(), found.end());
        };
        a.traces = traces();
        a.alerts = alertAnswers();
        return a;
    }

    std::shared_ptr<MemorySamples> samples = std::make_shared<MemorySamples>();
    std::shared_ptr<MemoryLines> lines = std::make_shared<MemoryLines>();
    std::shared_ptr<station::LineFeed> feed = std::make_shared<station::LineFeed>();
    signals::TracePtr trace;
    std::vector<signals::Alert> alerts;
    std::vector<signals::Rule> rules;
    std::vector<signals::Silence> silences;
    station::TraceSearch lastSearch;

private:
    station::MetricAnswers metrics()
    {
        station::MetricAnswers m;
        m.samples = samples;
        m.series = [this](const station::Matchers &matchers, station::MsRange,
                          std::stop_token) -> base::Result<std::vector<base::Labels>> {
            std::vector<base::Labels> found;
            for (const auto &series : samples->all)
                if (signals::matchAll(matchers, series.labels))
                    found.push_back(series.labels);
            return found;
        };
        m.labelNames = [](const station::Matchers &, station::MsRange) {
            return std::vector<std::string>{"__name__", "job"};
        };
        m.labelValues = [](const std::string &name, const station::Matchers &, station::MsRange) {
            return name == "job" ? std::vector<std::string>{"api", "web"} : std::vector<std::string>{};
        };
        m.metadata = [] {
            return std::vector<signals::MetricInfo>{{QStringLiteral("http_requests_total"),
                                                     signals::MetricType::Counter,
                                                     QStringLiteral("Requests served."),
                                                     {}}};
        };
        m.exemplars = [](const station::Matchers &, station::MsRange) {
            return std::vector<signals::Exemplar>{
                {base::Labels{{"__name__", "x"}}, base::Labels{{"trace_id", "t"}}, 0.5, 1'500}};
        };
        m.rules = [this] { return rules; };
        return m;
    }
    station::TraceAnswers traces()
    {
        station::TraceAnswers t;
        t.services = [] { return QStringList{QStringLiteral("cart")}; };
        t.operations = [](const QString &) {
            return std::vector<station::TraceOperation>{{QStringLiteral("GET /"), QStringLiteral("server")}};
        };
        t.search = [this](const station::TraceSearch &search, std::stop_token) {
            lastSearch = search;
            return std::vector<signals::TracePtr>{trace};
        };
        t.trace = [this](const QString &id) -> base::Result<signals::TracePtr> {
            if (id == trace->traceId)
                return trace;
            return base::makeError(base::ErrorKind::NotFound, QStringLiteral("no"));
        };
        t.dependencies = [](base::TimeRange) {
            return std::vector<signals::ServiceCall>{{QStringLiteral("a"), QStringLiteral("b"), 7}};
        };
        return t;
    }
    station::AlertAnswers alertAnswers()
    {
        station::AlertAnswers a;
        a.alerts = [this] { return alerts; };
        a.silences = [this] { return silences; };
        a.putSilence = [this](const signals::Silence &silence) -> base::Result<QString> {
            signals::Silence kept = silence;
            kept.id = QStringLiteral("00000000-0000-4000-8000-00000000000%1").arg(silences.size() + 1);
            kept.updatedNs = servedNow;
            silences.push_back(kept);
            return kept.id;
        };
        a.expireSilence = [this](const QString &id) -> base::Status {
            for (auto &silence : silences)
                if (silence.id == id) {
                    silence.state = signals::SilenceState::Expired;
                    return base::Done();
                }
            return base::makeError(base::ErrorKind::NotFound, {});
        };
        a.status = [] {
            signals::AlertmanagerStatus status;
            status.startedNs = servedNow - base::nsPerDay;
            return status;
        };
        return a;
    }
};

} // namespace wf::tests
