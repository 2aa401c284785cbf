// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/packbundle.h"

#include "models/base/safefile.h"
#include "models/base/timetext.h"
#include "models/engine/bundle/bundlejson_p.h"
#include "models/engine/recall/alertsjson.h"
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/otlp/encode/encode.h"
#include "models/wire/otlp/requests.h"
#include "models/wire/remotewrite/remotewrite.h"
#include "models/wire/zip/zip.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <numeric>

namespace wf::engine {

using namespace Qt::StringLiterals;
namespace zip = wire::zip;

namespace {

constexpr std::size_t samplesEach = 500'000; // in one part
constexpr std::size_t linesEach = 20'000;
constexpr std::size_t spansEach = 50'000;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Bundle", text);
}

base::Error tooLarge()
{
    return base::makeError(
        base::ErrorKind::TooLarge,
        say("The bundle is larger than %1, which is not opened.").arg(QLocale::c().formattedDataSize(mostBundleBytes)));
}

// What somebody sees who unpacks it by hand.
std::string readMe(const BundleManifest &manifest)
{
    if (manifest.isDashboard)
        return u"Snapshot of a dashboard of Watchfloor: %1.\n\nOpen it with: watchfloor open FILE\n\n"
               "manifest.json   what this is and what was left out\n"
               "dashboard.json  the dashboard, as Grafana reads it\n"
               "panels.json     what panels showed that no query gives again\n"
               "alerts.json     what fired, where a panel lists alerts\n"
               "series/         samples: Prometheus remote write 1.0, Snappy around protobuf\n"
               "logs/           lines: Loki push, Snappy around protobuf\n"
               "traces/         spans: OTLP ExportTraceServiceRequest, protobuf\n"_s.arg(manifest.title)
                   .toStdString();
    return u"Incident bundle of Watchfloor: %1, %2.\n\nOpen it with: watchfloor open FILE\n\n"
           "manifest.json  what this is, what was left out, what was masked\n"
           "incident.json  the incident and why its alerts belong together\n"
           "alerts.json, firings.json, silences.json, rules.json\n"
           "ledger.json    what people did and wrote\n"
           "causes.json    suspected causes with their evidence\n"
           "thread.json    the Thread of the incident, in words\n"
           "series/        samples: Prometheus remote write 1.0, Snappy around protobuf\n"
           "logs/          lines: Loki push, Snappy around protobuf\n"
           "traces/        spans: OTLP ExportTraceServiceRequest, protobuf\n"_s.arg(manifest.id(), manifest.title)
               .toStdString();
}

std::string text(const QJsonDocument &json)
{
    return json.toJson(QJsonDocument::Indented).toStdString();
}

QString numbered(const QString &folder, std::size_t number)
{
    return u"%1/%2.bin"_s.arg(folder).arg(static_cast<qulonglong>(number), 4, 10, QLatin1Char('0'));
}

void addSeries(const IncidentBundle &bundle, std::vector<zip::Part> &parts)
{
    std::size_t number = 0;
    std::size_t samples = 0;
    std::vector<wire::remotewrite::WrittenSeries> some;
    const auto flush = [&] {
        if (!some.empty() || number == 0)
            parts.push_back(
                {numbered(u"series"_s, ++number),
                 wire::remotewrite::encode(some, number == 1 ? bundle.families : std::vector<signals::MetricInfo>())});
        some.clear();
        samples = 0;
    };
    for (const auto &series : bundle.series) {
        some.push_back({series, {}});
        samples += series.timesMs.size() + 20 * series.histograms.size(); // about as large
        if (samples >= samplesEach)
            flush();
    }
    flush();
}

// Push requests know neither level nor trace: both go as metadata, as Loki keeps them.
signals::LogLine carried(signals::LogLine line)
{
    if (line.level != signals::LogLevel::Unknown && !line.metadata.has("detected_level"))
        line.metadata = line.metadata.with("detected_level", signals::logLevelName(line.level).toStdString());
    if (!line.traceId.isEmpty() && !line.metadata.has("trace_id"))
        line.metadata = line.metadata.with("trace_id", line.traceId.toStdString());
    return line;
}

void addLines(const IncidentBundle &bundle, std::vector<zip::Part> &parts)
{
    for (std::size_t from = 0; from < bundle.lines.size(); from += linesEach) {
        std::vector<signals::LogLine> some;
        for (std::size_t i = from; i < std::min(bundle.lines.size(), from + linesEach); ++i)
            some.push_back(carried(bundle.lines[i]));
        parts.push_back({numbered(u"logs"_s, from / linesEach + 1), wire::lokipush::encodeSnappy(some)});
    }
}

void addTraces(const IncidentBundle &bundle, std::vector<zip::Part> &parts)
{
    std::size_t number = 0;
    std::size_t spans = 0;
    std::vector<signals::Trace> some;
    const auto flush = [&] {
        if (!some.empty())
            parts.push_back({numbered(u"traces"_s, ++number), wire::otlp::encodeTraces(some)});
        some.clear();
        spans = 0;
    };
    for (const auto &trace : bundle.traces) {
        some.push_back(trace);
        spans += trace.spans.size();
        if (spans >= spansEach)
            flush();
    }
    flush();
}

template<class Value>
void arrange(std::vector<qint64> &times, std::vector<Value> &values)
{
    if (std::ranges::is_sorted(times, std::ranges::less_equal{})) // strictly
        return;
    std::vector<std::size_t> order(times.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&times](std::size_t i) { return times[i]; });
    std::vector<qint64> someTimes;
    std::vector<Value> someValues;
    for (const std::size_t i : order)
        if (someTimes.empty() || someTimes.back() != times[i]) {
            someTimes.push_back(times[i]);
            someValues.push_back(values[i]);
        }
    times = std::move(someTimes);
    values = std::move(someValues);
}

// Remote write may bring times in any order; everybody above wants them ascending and once.
void arrange(signals::RawSeries &series)
{
    series.startTimesMs.clear();
    series.histogramStartTimesMs.clear();
    arrange(series.timesMs, series.values);
    arrange(series.histogramTimesMs, series.histograms);
}

class Reading {
public:
    base::Result<IncidentBundle> read(const std::vector<zip::Part> &parts)
    {
        const auto manifest = std::ranges::find(parts, u"manifest.json"_s, &zip::Part::name);
        if (manifest == parts.end())
            return base::makeError(base::ErrorKind::NotUnderstood, say("This is not an incident bundle of Watchfloor."),
                                   say("It has no manifest.json."));
        auto read = bundlejson::manifestFrom(QByteArray::fromStdString(manifest->bytes));
        if (!read)
            return read.error();
        m_bundle.manifest = std::move(*read);
        m_limits.samples = 20'000'000;
        m_limits.series = 200'000;
        m_limits.lines = 1'000'000;
        m_limits.spans = 500'000;
        for (const auto &part : parts)
            take(part);
        if (m_bundle.manifest.isDashboard && m_bundle.dashboard.isEmpty())
            return base::makeError(base::ErrorKind::NotUnderstood, say("This snapshot is damaged."),
                                   say("It has no dashboard.json that can be read."));
        return std::move(m_bundle);
    }

private:
    void take(const zip::Part &part)
    {
        if (part.name.startsWith(u"series/"_s))
            takeSeries(part);
        else if (part.name.startsWith(u"logs/"_s))
            takeLines(part);
        else if (part.name.startsWith(u"traces/"_s))
            takeTraces(part);
        else if (part.name.endsWith(u".json"_s) && part.name != u"manifest.json"_s)
            takeJson(part);
    }

    void lost(const zip::Part &part, const QString &why)
    {
        m_bundle.manifest.missing << say("%1 of the bundle cannot be read: %2").arg(part.name.left(80), why);
    }

    void takeSeries(const zip::Part &part)
    {
        auto got = wire::remotewrite::decode(part.bytes, wire::remotewrite::Version::One, m_limits);
        if (!got)
            return lost(part, got.error().summary);
        m_limits.samples -= std::min(m_limits.samples, got->samples);
        m_limits.series -= std::min(m_limits.series, got->series.size());
        for (auto &one : got->series) {
            arrange(one.series);
            m_bundle.series.push_back(std::move(one.series));
        }
        std::ranges::move(got->families, std::back_inserter(m_bundle.families));
    }

    void takeLines(const zip::Part &part)
    {
        auto got = wire::lokipush::decodeSnappy(part.bytes, m_limits);
        if (!got)
            return lost(part, got.error().summary);
        m_limits.lines -= std::min(m_limits.lines, got->lines.size());
        for (auto &line : got->lines) {
            line.level = signals::logLevelFromText(line.metadata.value("detected_level"));
            line.traceId = line.metadata.text("trace_id");
            m_bundle.lines.push_back(std::move(line));
        }
    }

    void takeTraces(const zip::Part &part)
    {
        auto got = wire::otlp::decodeTraceRequest(part.bytes, wire::otlp::Encoding::Protobuf, m_limits);
        if (!got)
            return lost(part, got.error().summary);
        m_limits.spans -= std::min(m_limits.spans, got->spans);
        std::ranges::move(got->traces, std::back_inserter(m_bundle.traces));
    }

    void takeJson(const zip::Part &part)
    {
        QJsonParseError problem;
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(part.bytes), &problem);
        if (json.isNull())
            return lost(part, problem.errorString());
        if (part.name == u"incident.json"_s)
            m_bundle.incident = json.object();
        else if (part.name == u"alerts.json"_s)
            m_bundle.alerts = bundlejson::alertsFrom(json.array());
        else if (part.name == u"firings.json"_s)
            m_bundle.firings = bundlejson::firingsFrom(json.array());
        else if (part.name == u"silences.json"_s)
            m_bundle.silences = alertMemoryFromJson(json).silences;
        else if (part.name == u"rules.json"_s)
            m_bundle.rules = bundlejson::rulesFrom(json.array());
        else if (part.name == u"ledger.json"_s)
            bundlejson::ledgerFrom(json.object(), m_bundle);
        else if (part.name == u"causes.json"_s)
            m_bundle.causes = bundlejson::causesFrom(json.object());
        else if (part.name == u"thread.json"_s)
            m_bundle.thread = json.array();
        else if (part.name == u"panels.json"_s)
            m_bundle.panels = json.object();
        else if (part.name == u"dashboard.json"_s)
            m_bundle.dashboard = json.object();
    }

    IncidentBundle m_bundle;
    wire::Limits m_limits; // what may still come
};

} // namespace

base::Result<QByteArray> packBundle(const IncidentBundle &bundle)
{
    if (bundle.manifest.isDashboard) {
        std::vector<zip::Part> few{{u"manifest.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.manifest)))},
                                   {u"README.txt"_s, readMe(bundle.manifest)},
                                   {u"dashboard.json"_s, text(QJsonDocument(bundle.dashboard))}};
        if (!bundle.alerts.empty())
            few.push_back({u"alerts.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.alerts)))});
        if (!bundle.panels.isEmpty())
            few.push_back({u"panels.json"_s, text(QJsonDocument(bundle.panels))});
        addSeries(bundle, few);
        addLines(bundle, few);
        addTraces(bundle, few);
        return zip::write(few, bundle.manifest.takenNs);
    }
    AlertMemory silences;
    silences.silences = bundle.silences;
    std::vector<zip::Part> parts{{u"manifest.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.manifest)))},
                                 {u"README.txt"_s, readMe(bundle.manifest)},
                                 {u"incident.json"_s, text(QJsonDocument(bundle.incident))},
                                 {u"alerts.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.alerts)))},
                                 {u"firings.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.firings)))},
                                 {u"silences.json"_s, text(alertMemoryToJson(silences))},
                                 {u"rules.json"_s, text(QJsonDocument(bundlejson::toJson(bundle.rules)))},
                                 {u"ledger.json"_s, text(QJsonDocument(bundlejson::ledgerJson(bundle)))},
                                 {u"thread.json"_s, text(QJsonDocument(bundle.thread))}};
    if (bundle.causes)
        parts.push_back({u"causes.json"_s, text(QJsonDocument(bundlejson::toJson(*bundle.causes)))});
    addSeries(bundle, parts);
    addLines(bundle, parts);
    addTraces(bundle, parts);
    return zip::write(parts, bundle.manifest.takenNs);
}

base::Result<IncidentBundle> unpackBundle(QByteArrayView file)
{
    if (file.size() > mostBundleBytes)
        return tooLarge();
    zip::Bounds bounds;
    bounds.bytes = 2 * mostBundleBytes;
    const auto parts = zip::read(file, bounds);
    if (!parts) {
        const bool isLarge = parts.error().kind == base::ErrorKind::TooLarge;
        return base::makeError(parts.error().kind,
                               isLarge ? say("The bundle holds more than is opened: %1").arg(parts.error().summary)
                                       : say("This is not an incident bundle of Watchfloor, or it is damaged."),
                               parts.error().summary);
    }
    return Reading().read(*parts);
}

base::Result<IncidentBundle> readBundle(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::Storage, say("%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > mostBundleBytes)
        return tooLarge();
    return unpackBundle(file.read(mostBundleBytes));
}

base::Status writeBundle(const IncidentBundle &bundle, const QString &path)
{
    const auto bytes = packBundle(bundle);
    return bytes ? base::writeFileSafely(path, *bytes) : base::Status(bytes.error());
}

QJsonObject manifestJson(const BundleManifest &manifest)
{
    return bundlejson::toJson(manifest);
}

QString bundleTime(qint64 ns)
{
    return base::isoTime(ns / base::nsPerSecond * base::nsPerSecond);
}

// What a bundle names, counted; a newer program may name more.
QString portionText(const BundlePortion &portion)
{
    static const QHash<QString, const char *> counted{{u"alerts"_s, "%n alerts"},
                                                      {u"series"_s, "%n series"},
                                                      {u"samples"_s, "%n samples"},
                                                      {u"log lines"_s, "%n log lines"},
                                                      {u"traces"_s, "%n traces"},
                                                      {u"notes"_s, "%n notes"},
                                                      {u"attachments"_s, "%n attachments"},
                                                      {u"deeds"_s, "%n deeds"},
                                                      {u"suspected causes"_s, "%n suspected causes"}};
    const qint64 all = std::max(portion.all, portion.kept);
    const char *words = counted.value(portion.what);
    const QString text =
        words ? QCoreApplication::translate("wf::engine::Bundle", words, nullptr,
                                            static_cast<int>(std::min<qint64>(all, std::numeric_limits<int>::max())))
              : QString(QString::number(all) + u' ' + portion.what);
    return portion.all > portion.kept ? say("%1 of %2").arg(QString::number(portion.kept), text) : text;
}

} // namespace wf::engine
