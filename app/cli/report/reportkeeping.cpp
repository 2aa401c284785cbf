// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/report/report.h"
#include "models/base/timetext.h"
#include "models/engine/reports/deliver/outbox.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString stateWord(engine::QueuedMail::State state)
{
    using State = engine::QueuedMail::State;
    return state == State::Sent ? u"sent"_s : state == State::Refused ? u"refused"_s : u"waiting"_s;
}

QString momentOf(qint64 ns)
{
    return ns > 0 ? base::isoTime(ns) : QString();
}

int failed(const base::Error &error)
{
    printError(error.summary + u' ' + error.detail);
    return ExitUnknown;
}

} // namespace

int runReportMails(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report mails"_s} + arguments))
        return *code;
    const auto outbox = engine::MailOutbox::open(reportArchivePath(parser) + u"/outbox"_s);
    const auto mails = outbox ? outbox->all() : base::Result<std::vector<engine::QueuedMail>>(outbox.error());
    if (!mails)
        return failed(mails.error());
    std::vector<QStringList> rows{
        {u"MAIL"_s, u"STATE"_s, u"TO"_s, u"SUBJECT"_s, u"TRIED"_s, u"LAST"_s, u"NEXT"_s, u"PROBLEM"_s}};
    QJsonArray json;
    int code = ExitOk;
    for (const auto &one : *mails) {
        const bool waits = one.state == engine::QueuedMail::State::Waiting;
        rows.push_back({one.key, stateWord(one.state), one.mail.to.join(u' '), one.mail.subject,
                        QString::number(one.attempts), momentOf(one.lastAtNs),
                        waits ? momentOf(one.nextAtNs) : QString(), one.error});
        json.append(QJsonObject{{u"mail"_s, one.key},
                                {u"state"_s, stateWord(one.state)},
                                {u"to"_s, QJsonArray::fromStringList(one.mail.to)},
                                {u"subject"_s, one.mail.subject},
                                {u"message_id"_s, one.mail.messageId},
                                {u"attempts"_s, one.attempts},
                                {u"last_at"_s, one.lastAtNs > 0 ? QJsonValue(momentOf(one.lastAtNs)) : QJsonValue()},
                                {u"next_at"_s, waits ? QJsonValue(momentOf(one.nextAtNs)) : QJsonValue()},
                                {u"error"_s, one.error}});
        code = std::max(code, one.state == engine::QueuedMail::State::Refused ? int(ExitCritical)
                              : waits                                         ? int(ExitWarning)
                                                                              : int(ExitOk));
    }
    printRows(parser.value(u"format"_s), rows, json);
    return code;
}

int runReportBackup(const QString &what, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report "_s + what} + arguments))
        return *code;
    if (parser.positionalArguments().size() != 1) {
        printError(u"Write: watchfloor report %1 FOLDER [--archive FOLDER]"_s.arg(what));
        return ExitUnknown;
    }
    const base::SystemClock clock;
    const QString folder = parser.positionalArguments().front();
    if (what == "restore"_L1) {
        const auto done = engine::ReportArchive::restore(folder, reportArchivePath(parser), clock);
        if (!done)
            return failed(done.error());
        printLine(u"The reports are restored to %1."_s.arg(reportArchivePath(parser)));
        return ExitOk;
    }
    const auto archive = reportArchiveOf(parser, clock);
    if (!archive)
        return ExitUnknown;
    if (const auto done = archive->backup(folder); !done)
        return failed(done.error());
    printLine(u"Reports and mails were copied to %1."_s.arg(folder));
    return ExitOk;
}

} // namespace wf::app
