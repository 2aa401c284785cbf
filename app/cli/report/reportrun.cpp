// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/report/report.h"
#include "app/cli/sla/slasource.h"
#include "app/paths.h"
#include "models/engine/mail/mailserver.h"
#include "models/engine/reports/deliver/duereports.h"
#include "models/engine/reports/deliver/periodnames.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QLockFile>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int secretMs = 15'000;

// Nothing, and said, when it cannot be had.
std::optional<net::Secret> passwordOf(const wire::MailSettings &mail)
{
    const auto ref = net::SecretRef::parse(mail.password);
    if (mail.user.isEmpty() || ref.isNone())
        return net::Secret();
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    QObject context;
    base::Result<net::Secret> out = base::makeError(base::ErrorKind::Timeout, u"The password did not come in time"_s);
    const auto asked = net::resolveSecret(ref, secrets.get(), &context, [&](base::Result<net::Secret> secret) {
        out = std::move(secret);
        QCoreApplication::quit();
    });
    QTimer::singleShot(secretMs, &context, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    if (!out)
        printError(out.error().summary + u' ' + out.error().detail);
    return out ? std::optional(std::move(*out)) : std::nullopt;
}

// The report of a run, of the period it is for. Nothing, and said, when the data did not come whole.
std::optional<signals::Report> reportFor(const engine::DueReport &due, const wire::ReportSettings &settings,
                                         const QStringList &source)
{
    const auto snapshotOf = [&](const QString &period) {
        QCommandLineParser parser;
        addSlaOptions(parser);
        QStringList arguments{u"watchfloor"_s};
        arguments += source;
        if (!period.isEmpty())
            arguments << u"--period"_s << period;
        return parser.parse(arguments) ? slaSnapshot(parser, due.schedule->agreement) : nullptr;
    };
    // The contract says how long its periods are and in which zone.
    auto snapshot = snapshotOf({});
    const auto *state = snapshot ? agreementOf(*snapshot, due.schedule->agreement) : nullptr;
    if (state == nullptr)
        return std::nullopt;
    snapshot = snapshotOf(engine::periodNameAt(state->agreement, due.atNs, due.schedule->isRunning));
    state = snapshot ? agreementOf(*snapshot, due.schedule->agreement) : nullptr;
    if (state == nullptr)
        return std::nullopt;
    if (snapshot->isPartial) {
        printError(u"%1 waits: not all sources answered"_s.arg(due.run));
        return std::nullopt;
    }
    const auto logo = logoOf(settings);
    return logo ? std::optional(reportOf(*snapshot, *state, settings, *logo)) : std::nullopt;
}

int sendMails(engine::MailOutbox &outbox, const wire::ReportSettings &settings, qint64 nowNs)
{
    if (!settings.mail)
        return ExitOk;
    const auto password = passwordOf(*settings.mail);
    if (!password)
        return ExitWarning;
    const net::MailServer server = engine::mailServerOf(*settings.mail);
    const auto done =
        outbox.sendDue(nowNs, [&](const net::Mail &mail) { return net::sendMail(server, *password, mail, {}); });
    if (!done) {
        printError(done.error().summary + u' ' + done.error().detail);
        return ExitUnknown;
    }
    for (const QString &problem : done->problems)
        printError(problem);
    printLine(u"Mails: %1 sent, %2 waiting, %3 refused"_s.arg(
        QString::number(done->sent), QString::number(done->waiting), QString::number(done->refused)));
    return done->refused > 0 ? ExitCritical : done->waiting > 0 ? ExitWarning : ExitOk;
}

} // namespace

QStringList slaSourceOf(const QCommandLineParser &parser)
{
    QStringList out;
    for (const char *name :
         {"environment", "environment-file", "file", "objectives", "samples", "incidents", "at", "book"})
        for (const QString &value : parser.values(QString::fromLatin1(name)))
            out << u"--"_s + QLatin1String(name) << value;
    return out;
}

std::optional<signals::Report> recomputed(const signals::Report &report, const QStringList &source)
{
    const auto snapshotOf = [&](const QString &period) {
        QCommandLineParser parser;
        addSlaOptions(parser);
        QStringList arguments{u"watchfloor"_s};
        arguments += source;
        if (!period.isEmpty())
            arguments << u"--period"_s << period;
        return parser.parse(arguments) ? slaSnapshot(parser, report.agreement) : nullptr;
    };
    auto snapshot = snapshotOf({});
    const auto *state = snapshot ? agreementOf(*snapshot, report.agreement) : nullptr;
    if (state == nullptr)
        return std::nullopt;
    snapshot = snapshotOf(engine::periodNameAt(state->agreement, report.period.startNs, true));
    state = snapshot ? agreementOf(*snapshot, report.agreement) : nullptr;
    if (state == nullptr)
        return std::nullopt;
    signals::Report again = reportOf(*snapshot, *state, {}, {});
    again.branding = report.branding; // form, not figures
    return again;
}

int runReportsDue(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    parser.addOption({u"settings"_s, u"Schedules and mail: reports.yaml in the configuration folder."_s, u"file"_s});
    parser.addOption({u"archive"_s, u"Folder of issued reports."_s, u"folder"_s});
    if (const auto code = readOptions(parser, QStringList{u"watchfloor report run-due"_s} + arguments))
        return *code;
    const base::SystemClock clock;
    const auto settings = reportSettingsOf(parser);
    const auto archive = settings ? reportArchiveOf(parser, clock) : nullptr;
    if (!archive)
        return ExitUnknown;
    QLockFile lock(archive->folder() + u"/run.lock"_s);
    lock.setStaleLockTime(0); // only the end of its process frees it
    if (!lock.tryLock(0)) {
        printLine(u"Another Watchfloor is at it."_s);
        return ExitOk;
    }
    auto outbox = engine::MailOutbox::open(archive->folder() + u"/outbox"_s);
    const auto due = engine::dueReports(*settings, *archive, clock.nowNs());
    if (!outbox || !due) {
        const base::Error error = outbox ? due.error() : outbox.error();
        printError(error.summary + u' ' + error.detail);
        return ExitUnknown;
    }
    int code = ExitOk;
    for (const auto &one : *due) {
        const auto report = reportFor(one, *settings, slaSourceOf(parser));
        const auto done =
            report ? engine::deliverReport(one, *report, *settings, reportFonts(), *archive, *outbox, clock.nowNs())
                   : base::Status(base::makeError(base::ErrorKind::Unavailable, u"it is tried again"_s));
        if (!done) {
            printError(u"%1: %2 %3"_s.arg(one.run, done.error().summary, done.error().detail));
            code = ExitWarning;
        } else
            printLine(u"%1: %2"_s.arg(one.run, report->id));
    }
    return std::max(code, sendMails(*outbox, *settings, clock.nowNs()));
}

} // namespace wf::app
