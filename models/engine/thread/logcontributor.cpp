// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/gather.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace wf::engine {

namespace {

constexpr int errorLines = 400;
constexpr std::size_t burstsShown = 12;
constexpr qint64 burstGapNs = 2 * base::nsPerMinute;

// What the line says without what varies: the message field of JSON, digits as '#'.
QString messageOf(const std::string &text)
{
    QString message = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 4096)));
    if (message.startsWith(u'{')) {
        const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
        for (const char *key : {"msg", "message", "event", "error"})
            if (object.value(QLatin1String(key)).isString())
                return object.value(QLatin1String(key)).toString();
    }
    return message;
}

// The line for people: what JSON holds beside time, level, message and identity, as key=value; other lines as they are.
QString evidenceOf(const std::string &text)
{
    const QString raw = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 400)));
    if (!raw.startsWith(u'{'))
        return raw;
    static const QStringList known{QStringLiteral("level"),     QStringLiteral("ts"),     QStringLiteral("time"),
                                   QStringLiteral("timestamp"), QStringLiteral("msg"),    QStringLiteral("message"),
                                   QStringLiteral("service"),   QStringLiteral("region"), QStringLiteral("pod"),
                                   QStringLiteral("trace_id"),  QStringLiteral("span_id")};
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    QStringList parts;
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!known.contains(it.key()))
            parts << it.key() + u'=' + it.value().toVariant().toString();
    return parts.isEmpty() ? QString() : parts.join(u' ');
}

QString shapeOf(const QString &message)
{
    QString shape;
    bool number = false;
    for (const QChar c : message.left(160)) {
        if (c.isDigit()) {
            if (!number)
                shape += u'#';
            number = true;
        } else {
            number = false;
            shape += c;
        }
    }
    return shape;
}

struct Burst {
    signals::LogLine first;
    QString message;
    qint64 lastNs = 0;
    int count = 0;
};

class LogContributor final : public ThreadContributor {
public:
    explicit LogContributor(const sources::SourceSet &sources) : m_sources(sources) {}

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        auto gather = std::make_shared<Gather>(std::move(reply));
        gather->expect();
        if (!q.subject.service.isEmpty()) {
            sources::LogQuery query;
            query.expr = QStringLiteral("{service_name=%1} | detected_level=~\"error|fatal|critical|warn\"")
                             .arg(base::quoted(q.subject.service));
            query.range = q.window;
            query.limit = errorLines;
            askAll(q, query, gather, signals::LinkStrength::Direct);
        }
        if (q.subject.kind == signals::SubjectKind::Trace || q.subject.kind == signals::SubjectKind::Span) {
            sources::LogQuery query;
            const QString traceId = q.subject.id.section(u'/', 0, 0);
            query.expr = QStringLiteral("{service_name=~\".+\"} |= %1").arg(base::quoted(traceId));
            query.range = q.window;
            query.limit = errorLines;
            askAll(q, query, gather, signals::LinkStrength::Direct, true);
        }
        auto handle = gather->handle();
        gather->done();
        return handle;
    }

private:
    void askAll(const ThreadQuestion &q, const sources::LogQuery &query, const std::shared_ptr<Gather> &gather,
                signals::LinkStrength link, bool byTrace = false)
    {
        for (auto *source : m_sources.logs) {
            gather->expect();
            gather->keep(source->query(query, [q, gather, link, byTrace](base::Result<signals::LogAnswer> result) {
                if (!result)
                    return gather->failed(QCoreApplication::translate("Thread", "Logs"), result.error());
                take(q, result->lines, gather->part, link, byTrace);
                gather->done();
            }));
        }
    }

    static void take(const ThreadQuestion &q, std::vector<signals::LogLine> lines, ThreadPart &part,
                     signals::LinkStrength link, bool byTrace)
    {
        std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; });
        std::map<QString, Burst> open;
        std::vector<Burst> bursts;
        for (const auto &line : lines) {
            const QString message = messageOf(line.text);
            auto &burst = open[shapeOf(message)];
            if (burst.count > 0 && line.timeNs - burst.lastNs > burstGapNs) {
                bursts.push_back(burst);
                burst = {};
            }
            if (burst.count == 0) {
                burst.first = line;
                burst.message = message;
            }
            burst.lastNs = line.timeNs;
            ++burst.count;
        }
        for (auto &[shape, burst] : open)
            bursts.push_back(std::move(burst));
        std::stable_sort(bursts.begin(), bursts.end(), [](const Burst &a, const Burst &b) {
            return a.first.level != b.first.level ? a.first.level < b.first.level : a.count > b.count;
        });
        if (bursts.size() > burstsShown)
            bursts.resize(burstsShown);
        for (const auto &burst : bursts)
            part.entries.push_back(entryOf(q, burst, link, byTrace));
    }

    static signals::ThreadEntry entryOf(const ThreadQuestion &q, const Burst &burst, signals::LinkStrength link,
                                        bool byTrace)
    {
        signals::ThreadEntry e;
        e.timeNs = burst.first.timeNs;
        e.endNs = burst.lastNs;
        e.signal = signals::Signal::Log;
        e.severity =
            burst.first.level <= signals::LogLevel::Error ? signals::Severity::Critical : signals::Severity::Warning;
        if (burst.first.level > signals::LogLevel::Warn)
            e.severity = signals::Severity::Info;
        e.link = link;
        e.title = burst.message.left(120);
        e.count = burst.count;
        e.evidence.text = evidenceOf(burst.first.text);
        e.reason = byTrace ? QCoreApplication::translate("Thread", "same trace ID")
                           : QCoreApplication::translate("Thread", "logged by %1").arg(q.subject.service);
        e.subject = signals::Subject::ofService(burst.first.stream.text("service_name").isEmpty()
                                                    ? q.subject.service
                                                    : burst.first.stream.text("service_name"));
        e.subject.kind = signals::SubjectKind::LogLine;
        e.subject.title = e.title;
        e.subject.labels = burst.first.stream;
        e.subject.timeNs = e.timeNs;
        e.subject.id = burst.first.traceId;
        return e;
    }

    const sources::SourceSet &m_sources;
};

} // namespace

std::unique_ptr<ThreadContributor> logContributor(const sources::SourceSet &sources)
{
    return std::make_unique<LogContributor>(sources);
}

} // namespace wf::engine
