// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/attachment.h"

#include "models/base/timetext.h"
#include "models/engine/story/handover.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = Attachment::Kind;

namespace {

constexpr std::array kinds{Kind::Chart, Kind::Trace, Kind::Logs, Kind::Thread};

// A fence longer than any run of its own sign, so that the text cannot end it.
QString fenced(const QString &text)
{
    qsizetype longest = 2, run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    return fence + u'\n' + text + u'\n' + fence + u'\n';
}

// Numbers that JSON does not know are null.
QJsonArray numbersJson(const std::vector<double> &values)
{
    QJsonArray out;
    for (const double value : values)
        out.append(std::isfinite(value) ? QJsonValue(value) : QJsonValue());
    return out;
}

QJsonObject chartJson(const signals::AttachedChart &chart)
{
    QJsonArray lines;
    for (const auto &line : chart.lines) {
        QJsonArray times;
        for (const qint64 ms : line.timesMs)
            times.append(static_cast<double>(ms)); // whole up to the year 287396
        lines.append(
            QJsonObject{{u"name"_s, line.name}, {u"times_ms"_s, times}, {u"values"_s, numbersJson(line.values)}});
    }
    QJsonObject out{{u"lines"_s, lines}, {u"lines_left_out"_s, chart.linesLeftOut}};
    if (chart.threshold)
        out.insert(u"threshold"_s, *chart.threshold);
    return out;
}

// Within the bounds of a chart, whoever wrote it.
signals::AttachedChart chartFrom(const QJsonObject &json)
{
    signals::AttachedChart out;
    out.linesLeftOut = std::max(0, json.value(u"lines_left_out"_s).toInt());
    if (const auto threshold = json.value(u"threshold"_s); threshold.isDouble())
        out.threshold = threshold.toDouble();
    for (const QJsonValue &value : json.value(u"lines"_s).toArray()) {
        if (out.lines.size() >= signals::AttachedChart::mostLines)
            break;
        const QJsonObject line = value.toObject();
        const QJsonArray times = line.value(u"times_ms"_s).toArray();
        const QJsonArray values = line.value(u"values"_s).toArray();
        signals::AttachedChart::Line one{line.value(u"name"_s).toString(), {}, {}};
        const auto count =
            std::min({times.size(), values.size(), static_cast<qsizetype>(signals::AttachedChart::mostPoints)});
        for (qsizetype i = 0; i < count; ++i) {
            one.timesMs.push_back(times[i].toInteger());
            one.values.push_back(values[i].isDouble() ? values[i].toDouble() : std::nan(""));
        }
        out.lines.push_back(std::move(one));
    }
    return out;
}

QString number(double value)
{
    return QString::number(value, 'g', 4);
}

// What a chart showed where no picture can stand.
QString chartTable(const signals::AttachedChart &chart)
{
    QString out = u"| line | first | lowest | highest | last |\n|---|---:|---:|---:|---:|\n"_s;
    for (const auto &line : chart.lines) {
        std::vector<double> known;
        std::ranges::copy_if(line.values, std::back_inserter(known), [](double v) { return std::isfinite(v); });
        if (known.empty())
            continue;
        const auto [low, high] = std::ranges::minmax(known);
        out += u"| %1 | %2 | %3 | %4 | %5 |\n"_s.arg(markdownText(line.name), number(known.front()), number(low),
                                                     number(high), number(known.back()));
    }
    if (chart.linesLeftOut > 0)
        out += u"\n%1 more lines are not kept.\n"_s.arg(chart.linesLeftOut);
    return out;
}

} // namespace

QString attachmentKindName(Kind kind)
{
    switch (kind) {
    case Kind::Chart:
        return u"chart"_s;
    case Kind::Trace:
        return u"trace"_s;
    case Kind::Logs:
        return u"logs"_s;
    case Kind::Thread:
        return u"thread"_s;
    }
    return {};
}

std::optional<Kind> attachmentKindFromName(const QString &name)
{
    for (const Kind kind : kinds)
        if (attachmentKindName(kind) == name)
            return kind;
    return std::nullopt;
}

Attachment threadAttachment(const signals::Subject &subject, const QString &thread, base::TimeRange range)
{
    Attachment out;
    out.text = thread;
    out.title = subject.title.isEmpty() ? subject.service : subject.title;
    out.service = subject.service;
    out.range = range;
    if (subject.kind == signals::SubjectKind::Incident)
        out.incident = subject.id.mid(subject.id.indexOf(u'-') + 1).toLongLong();
    return out;
}

Attachment ownAttachment(const signals::Subject &subject, base::TimeRange range,
                         const signals::AttachedContent &content)
{
    using signals::SubjectKind;
    Attachment out = threadAttachment(subject, subject.id, content.range.lengthNs() > 0 ? content.range : range);
    out.kind = subject.kind == SubjectKind::LogLine  ? Kind::Logs
               : subject.kind == SubjectKind::Metric ? Kind::Chart
                                                     : Kind::Trace;
    if (out.kind == Kind::Logs)
        out.text = base::isoTime(subject.timeNs) + u' ' + subject.title;
    if (!content.text.isEmpty())
        out.text = content.text;
    out.chart = content.chart;
    return out;
}

signals::Subject subjectOf(const Attachment &attachment)
{
    using signals::SubjectKind;
    auto out = signals::Subject::ofService(attachment.service);
    out.title = attachment.title;
    const QString text = attachment.text.trimmed();
    const bool isOneLine = !text.isEmpty() && !text.contains(u'\n');
    switch (attachment.kind) {
    case Kind::Chart:
        out.kind = SubjectKind::Metric;
        out.id = text;
        return out;
    case Kind::Trace:
        if (!isOneLine || text.contains(u' '))
            return {};
        out.kind = text.contains(u'/') ? SubjectKind::Span : SubjectKind::Trace;
        out.id = text;
        return out;
    case Kind::Logs: { // its first line begins with its time
        bool isTime = false;
        out.kind = SubjectKind::LogLine;
        out.timeNs = base::parseIsoTime(text.section(u'\n', 0, 0).section(u' ', 0, 0), &isTime);
        if (!isTime)
            out.timeNs = attachment.range.startNs;
        break;
    }
    case Kind::Thread:
        out.timeNs = attachment.range.endNs;
        break;
    }
    return attachment.service.isEmpty() ? signals::Subject() : out;
}

Attachment bounded(Attachment attachment)
{
    attachment.title = attachment.title.simplified().left(Attachment::mostTitle);
    if (attachment.text.size() > Attachment::mostText) {
        const auto all = attachment.text.size();
        attachment.text.truncate(Attachment::mostText);
        attachment.text += u"\n… cut: %1 characters of %2 are kept."_s.arg(Attachment::mostText).arg(all);
    }
    return attachment;
}

QJsonObject toJson(const Attachment &one)
{
    QJsonObject out{{u"id"_s, one.id},
                    {u"incident"_s, QString::number(one.incident)},
                    {u"kind"_s, attachmentKindName(one.kind)},
                    {u"title"_s, one.title},
                    {u"text"_s, one.text},
                    {u"service"_s, one.service},
                    {u"from_ns"_s, QString::number(one.range.startNs)},
                    {u"to_ns"_s, QString::number(one.range.endNs)},
                    {u"at_ns"_s, QString::number(one.atNs)},
                    {u"by"_s, one.by}};
    if (one.chart)
        out.insert(u"chart"_s, chartJson(*one.chart));
    return out;
}

std::optional<Attachment> attachmentFrom(const QJsonObject &json)
{
    const auto number = [&json](const QString &key) { return json.value(key).toString().toLongLong(); };
    const auto kind = attachmentKindFromName(json.value(u"kind"_s).toString());
    Attachment out;
    out.id = json.value(u"id"_s).toString();
    out.incident = number(u"incident"_s);
    if (!kind || out.id.isEmpty() || out.incident <= 0)
        return std::nullopt;
    out.kind = *kind;
    out.title = json.value(u"title"_s).toString();
    out.text = json.value(u"text"_s).toString();
    out.service = json.value(u"service"_s).toString();
    out.range = {number(u"from_ns"_s), number(u"to_ns"_s)};
    out.atNs = number(u"at_ns"_s);
    out.by = json.value(u"by"_s).toString();
    if (const auto chart = json.value(u"chart"_s); chart.isObject())
        out.chart = chartFrom(chart.toObject());
    return bounded(std::move(out));
}

QString attachmentsAsMarkdown(const std::vector<Attachment> &attachments)
{
    QString out;
    for (const Attachment &one : attachments) {
        out += u"### %1\n\n%2, attached by %3 at %4."_s.arg(markdownText(one.title), attachmentKindName(one.kind),
                                                            markdownText(one.by), base::isoTime(one.atNs));
        if (one.range.lengthNs() > 0)
            out += u" From %1 to %2."_s.arg(base::isoTime(one.range.startNs), base::isoTime(one.range.endNs));
        out += u"\n\n"_s + fenced(one.text) + u'\n';
        if (one.chart)
            out += chartTable(*one.chart) + u'\n';
    }
    return out;
}

} // namespace wf::engine
