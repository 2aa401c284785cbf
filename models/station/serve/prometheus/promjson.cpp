// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/prometheus/promjson.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace wf::station {

using signals::Alert;
using signals::AlertState;
using signals::HistogramSample;
using signals::ResultType;
using signals::Rule;
using signals::RuleKind;
using wire::JsonText;
using wire::sampleText;
using wire::secondsText;

namespace {

void writePoint(JsonText &json, qint64 timeMs, double value)
{
    json.beginArray().raw(secondsText(timeMs)).string(std::string_view(sampleText(value))).endArray();
}

void writeHistogram(JsonText &json, const HistogramSample &sample)
{
    json.beginArray().raw(secondsText(sample.timeMs)).beginObject();
    json.field("count", sampleText(sample.count)).field("sum", sampleText(sample.sum));
    if (!sample.buckets.empty()) {
        json.key("buckets").beginArray();
        for (const auto &bucket : sample.buckets)
            json.beginArray()
                .number(bucket.boundaryRule)
                .string(std::string_view(sampleText(bucket.lower)))
                .string(std::string_view(sampleText(bucket.upper)))
                .string(std::string_view(sampleText(bucket.count)))
                .endArray();
        json.endArray();
    }
    json.endObject().endArray();
}

void writeVector(JsonText &json, const signals::QueryAnswer &answer)
{
    for (const auto &series : answer.series) {
        if (series.timesMs.empty())
            continue;
        json.beginObject().key("metric").labels(series.labels).key("value");
        writePoint(json, series.timesMs.back(), series.values.back());
        json.endObject();
    }
    for (const auto &series : answer.histograms) {
        if (series.samples.empty())
            continue;
        json.beginObject().key("metric").labels(series.labels).key("histogram");
        writeHistogram(json, series.samples.back());
        json.endObject();
    }
}

void writeMatrix(JsonText &json, const signals::QueryAnswer &answer)
{
    // Values and histograms of one label set are one entry.
    std::map<base::Labels, const signals::HistogramSeries *> histograms;
    for (const auto &series : answer.histograms)
        histograms.emplace(series.labels, &series);
    const auto write = [&](const base::Labels &labels, const signals::Series *values,
                           const signals::HistogramSeries *samples) {
        json.beginObject().key("metric").labels(labels);
        if (values) {
            json.key("values").beginArray();
            for (std::size_t i = 0; i < values->timesMs.size(); ++i)
                writePoint(json, values->timesMs[i], values->values[i]);
            json.endArray();
        }
        if (samples) {
            json.key("histograms").beginArray();
            for (const auto &sample : samples->samples)
                writeHistogram(json, sample);
            json.endArray();
        }
        json.endObject();
    };
    for (const auto &series : answer.series) {
        const auto both = histograms.find(series.labels);
        write(series.labels, &series, both == histograms.end() ? nullptr : both->second);
        if (both != histograms.end())
            histograms.erase(both);
    }
    for (const auto &series : answer.histograms)
        if (histograms.contains(series.labels))
            write(series.labels, nullptr, &series);
}

// Go's "%e" without needless digits.
std::string exponentText(double value)
{
    if (!std::isfinite(value))
        return sampleText(value);
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    return {buffer.data(), end};
}

std::string isoText(qint64 ns)
{
    return ns == 0 ? "0001-01-01T00:00:00Z" : base::isoTime(ns).toStdString();
}

std::string_view stateName(AlertState state)
{
    return state == AlertState::Pending ? "pending" : "firing";
}

double secondsOf(qint64 ns)
{
    return static_cast<double>(ns) / 1e9;
}

void writeAlert(JsonText &json, const Alert &alert)
{
    json.beginObject().key("labels").labels(alert.labels).key("annotations").labels(alert.annotations);
    json.field("state", stateName(alert.state)).field("activeAt", isoText(alert.startsNs));
    json.field("value", exponentText(alert.value.value_or(0))).endObject();
}

std::string_view stateOf(const Rule &rule)
{
    std::string_view state = "inactive";
    for (const auto &alert : rule.alerts) {
        if (alert.state != AlertState::Pending)
            return "firing";
        state = "pending";
    }
    return state;
}

void writeRule(JsonText &json, const Rule &rule, bool withAlerts)
{
    const bool isAlerting = rule.kind == RuleKind::Alerting;
    json.beginObject();
    if (isAlerting)
        json.field("state", stateOf(rule));
    json.field("name", rule.name).field("query", rule.query);
    if (isAlerting)
        json.key("duration").real(secondsOf(rule.forNs)).key("keepFiringFor").real(secondsOf(rule.keepFiringForNs));
    json.key("labels").labels(rule.labels);
    if (isAlerting) {
        json.key("annotations").labels(rule.annotations).key("alerts").beginArray();
        for (const auto &alert : rule.alerts)
            if (withAlerts)
                writeAlert(json, alert);
        json.endArray();
    }
    json.field("health", rule.health.isEmpty() ? QStringLiteral("unknown") : rule.health);
    if (!rule.lastError.isEmpty())
        json.field("lastError", rule.lastError);
    json.key("evaluationTime").real(secondsOf(rule.evaluationTimeNs));
    json.field("lastEvaluation", isoText(rule.lastEvaluationNs)).field("type", isAlerting ? "alerting" : "recording");
    json.endObject();
}

} // namespace

void writeAnswer(JsonText &json, const signals::QueryAnswer &answer)
{
    json.beginObject();
    switch (answer.type) {
    case ResultType::Scalar:
    case ResultType::String: {
        json.field("resultType", answer.type == ResultType::Scalar ? "scalar" : "string").key("result").beginArray();
        const bool isThere = !answer.series.empty() && !answer.series.front().timesMs.empty();
        const qint64 time = isThere ? answer.series.front().timesMs.back() : answer.completeness.asOfNs / base::nsPerMs;
        json.raw(secondsText(time));
        if (answer.type == ResultType::String)
            json.string(answer.string);
        else
            json.string(std::string_view(isThere ? sampleText(answer.series.front().values.back()) : "NaN"));
        json.endArray();
        break;
    }
    case ResultType::Vector:
        json.field("resultType", "vector").key("result").beginArray();
        writeVector(json, answer);
        json.endArray();
        break;
    case ResultType::Matrix:
        json.field("resultType", "matrix").key("result").beginArray();
        writeMatrix(json, answer);
        json.endArray();
        break;
    }
    json.endObject();
}

void writeRules(JsonText &json, const std::vector<Rule> &rules, bool withAlerts)
{
    json.beginObject().key("groups").beginArray();
    std::vector<bool> isWritten(rules.size(), false);
    for (std::size_t first = 0; first < rules.size(); ++first) {
        if (isWritten[first])
            continue;
        const Rule &head = rules[first];
        json.beginObject().field("name", head.group).field("file", head.file).key("rules").beginArray();
        qint64 tookNs = 0;
        qint64 lastNs = 0;
        for (std::size_t i = first; i < rules.size(); ++i)
            if (rules[i].group == head.group && rules[i].file == head.file) {
                isWritten[i] = true;
                writeRule(json, rules[i], withAlerts);
                tookNs += rules[i].evaluationTimeNs;
                lastNs = std::max(lastNs, rules[i].lastEvaluationNs);
            }
        json.endArray().key("interval").real(secondsOf(head.intervalNs)).field("limit", qint64{0});
        json.key("evaluationTime").real(secondsOf(tookNs)).field("lastEvaluation", isoText(lastNs)).endObject();
    }
    json.endArray().endObject();
}

void writeRuleAlerts(JsonText &json, const std::vector<Rule> &rules)
{
    json.beginObject().key("alerts").beginArray();
    for (const auto &rule : rules)
        for (const auto &alert : rule.alerts)
            writeAlert(json, alert);
    json.endArray().endObject();
}

void writeTargets(JsonText &json, const ScrapeSnapshot &snapshot, bool withActive, bool withDropped)
{
    json.beginObject().key("activeTargets").beginArray();
    for (const auto &target : snapshot.targets) {
        if (!withActive)
            break;
        const std::string url = target.url.toString().toStdString();
        json.beginObject().key("discoveredLabels").labels(target.discovered).key("labels").labels(target.labels);
        json.field("scrapePool", target.job).field("scrapeUrl", url).field("globalUrl", url);
        json.field("lastError", target.lastError ? target.lastError->summary : QString());
        json.field("lastScrape", isoText(target.lastScrapeNs));
        json.key("lastScrapeDuration")
            .real(secondsOf(target.lastDurationNs))
            .field("health", healthName(target.health));
        json.field("scrapeInterval", base::promDuration(target.intervalNs));
        json.field("scrapeTimeout", base::promDuration(target.timeoutNs)).endObject();
    }
    json.endArray().key("droppedTargets").beginArray();
    for (const auto &labels : snapshot.dropped)
        if (withDropped)
            json.beginObject().key("discoveredLabels").labels(labels).endObject();
    std::map<std::string, qint64> byJob;
    for (const auto &labels : snapshot.dropped)
        ++byJob[std::string(labels.value("job"))];
    json.endArray().key("droppedTargetCounts").beginObject();
    for (const auto &[job, count] : byJob)
        json.field(job, count);
    json.endObject().endObject();
}

void writeExemplars(JsonText &json, const std::vector<signals::Exemplar> &exemplars)
{
    std::map<base::Labels, std::vector<const signals::Exemplar *>> bySeries;
    for (const auto &exemplar : exemplars)
        bySeries[exemplar.series].push_back(&exemplar);
    json.beginArray();
    for (const auto &[labels, list] : bySeries) {
        json.beginObject().key("seriesLabels").labels(labels).key("exemplars").beginArray();
        for (const auto *exemplar : list) {
            json.beginObject().key("labels").labels(exemplar->labels).field("value", sampleText(exemplar->value));
            json.key("timestamp").raw(secondsText(exemplar->timeMs)).endObject();
        }
        json.endArray().endObject();
    }
    json.endArray();
}

} // namespace wf::station
