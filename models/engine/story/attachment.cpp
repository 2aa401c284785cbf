// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/attachment.h"

#include "models/base/timetext.h"
#include "models/engine/story/handover.h"

#include <array>

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

Attachment ownAttachment(const signals::Subject &subject, base::TimeRange range)
{
    using signals::SubjectKind;
    Attachment out = threadAttachment(subject, subject.id, range);
    out.kind = subject.kind == SubjectKind::LogLine  ? Kind::Logs
               : subject.kind == SubjectKind::Metric ? Kind::Chart
                                                     : Kind::Trace;
    if (out.kind == Kind::Logs)
        out.text = base::isoTime(subject.timeNs) + u' ' + subject.title;
    return out;
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
    return {{u"id"_s, one.id},
            {u"incident"_s, QString::number(one.incident)},
            {u"kind"_s, attachmentKindName(one.kind)},
            {u"title"_s, one.title},
            {u"text"_s, one.text},
            {u"service"_s, one.service},
            {u"from_ns"_s, QString::number(one.range.startNs)},
            {u"to_ns"_s, QString::number(one.range.endNs)},
            {u"at_ns"_s, QString::number(one.atNs)},
            {u"by"_s, one.by}};
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
    }
    return out;
}

} // namespace wf::engine
