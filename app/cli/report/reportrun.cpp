// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/report/report.h"
#include "app/cli/sla/slasource.h"
#include "app/paths.h"
#include "app/reportfonts.h"
#include "models/engine/mail/mailserver.h"
#include "models/engine/reports/deliver/duereports.h"
#include "models/engine/reports/deliver/noticemails.h"
#include "models/engine/reports/deliver/periodnames.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QFile>
#include <QLockFile>
#include <QTimer>

#include <algorithm>
#include <functional>

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

// The contract as it stood in the period that is named once the contract is known, with the answers it came from.
// Nothing, and said, when it could not be judged.
struct Looked {
    engine::AgreementsPtr snapshot;
    engine::AgreementState state;
};
using PeriodOf = std::function<QString(const signals::Agreement &)>;
std::optional<Looked> lookedAt(const QString &agreement, const PeriodOf &periodOf, const QStringList &source)
{
    const auto look = [&](const QString &period) -> std::optional<Looked> {
        QCommandLineParser parser;
        addSlaOptions(parser);
        QStringList arguments{u"watchfloor"_s};
        arguments += source;
        if (!period.isEmpty())
            arguments << u"--period"_s << period;
        const auto snapshot = parser.parse(arguments) ? slaSnapshot(parser, agreement) : nullptr;
        if (snapshot == nullptr)
            return std::nullopt;
        auto state = engine::agreementIn(*snapshot, agreement);
        if (state)
            return Looked{snapshot, std::move(*state)};
        printError(state.error().summary + u' ' + state.error().detail);
        return std::nullopt;
    };
    // The contract says how long its periods are and in which zone.
    const auto now = look({});
    return now ? look(periodOf(now->state.agreement)) : std::nullopt;
}

// The report of a run, of the period it is for. Nothing, and said, when the data did not come whole.
std::optional<signals::Report> reportFor(const engine::DueReport &due, const signals::ReportBranding &branding,
                                         const QStringList &source)
{
    const auto looked = lookedAt(
        due.schedule->agreement,
        [&](const signals::Agreement &a) { return engine::periodNameAt(a, due.atNs, due.schedule->isRunning); },
        source);
    if (!looked)
        return std::nullopt;
    if (looked->snapshot->isPartial) {
        printError(u"%1 waits: not all sources answered"_s.arg(due.run));
        return std::nullopt;
    }
    return engine::reportOf(*looked->snapshot, looked->state, branding, QCoreApplication::applicationVersion());
}

// The book of the environment whose notices are sent; null when nobody ever signed anything there.
std::unique_ptr<engine::AgreementBook> bookToTell(const QCommandLineParser &parser, const base::Clock &clock)
{
    const auto path = slaBookPath(parser);
    return path && QFile::exists(*path) ? slaBook(parser, clock) : nullptr;
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

// 1 when notices wait and nobody can send them.
int layNotices(const engine::AgreementBook &book, engine::MailOutbox &outbox, const wire::ReportSettings &settings,
               qint64 nowNs)
{
    if (settings.mail) {
        const auto laid = engine::layNotices(book, outbox, settings.mail->from, nowNs);
        if (!laid)
            printError(laid.error().summary + u' ' + laid.error().detail);
        return laid ? ExitOk : ExitUnknown;
    }
    const auto state = book.read();
    const bool anyWaits = state && std::ranges::any_of(state->notices, [](const engine::Notice &one) {
                              return one.state() == engine::NoticeState::Queued;
                          });
    if (anyWaits)
        printError(u"Notices wait to be mailed, but %1 names no mail server"_s.arg(reportSettingsPath()));
    return anyWaits ? ExitWarning : ExitOk;
}

int tellBook(engine::AgreementBook &book, const engine::MailOutbox &outbox)
{
    const auto outcome = engine::bookNotices(book, outbox);
    if (!outcome) {
        printError(outcome.error().summary + u' ' + outcome.error().detail);
        return ExitUnknown;
    }
    for (const QString &one : outcome->sent)
        printLine(u"Notice %1 was sent"_s.arg(one));
    for (const QString &one : outcome->refused)
        printError(u"Notice "_s + one);
    return outcome->refused.isEmpty() ? ExitOk : ExitCritical;
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
    const auto looked = lookedAt(
        report.agreement, [&](const signals::Agreement &a) { return engine::periodName(a, report.period); }, source);
    if (!looked)
        return std::nullopt;
    // The branding is form, not figures.
    return engine::reportOf(*looked->snapshot, looked->state, report.branding, QCoreApplication::applicationVersion());
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
    const auto house = reportHouseOf(parser);
    const auto archive = house ? reportArchiveOf(parser, clock) : nullptr;
    if (!archive)
        return ExitUnknown;
    QLockFile lock(archive->folder() + u"/run.lock"_s);
    lock.setStaleLockTime(0); // only the end of its process frees it
    if (!lock.tryLock(0)) {
        printLine(u"Another Watchfloor is at it."_s);
        return ExitOk;
    }
    auto outbox = engine::MailOutbox::open(archive->folder() + u"/outbox"_s);
    const auto due = engine::dueReports(house->settings, *archive, clock.nowNs());
    if (!outbox || !due) {
        const base::Error error = outbox ? due.error() : outbox.error();
        printError(error.summary + u' ' + error.detail);
        return ExitUnknown;
    }
    int code = ExitOk;
    for (const auto &one : *due) {
        const auto report = reportFor(one, house->branding, slaSourceOf(parser));
        const auto done = report ? engine::deliverReport(one, *report, house->settings, reportFonts(), *archive,
                                                         *outbox, clock.nowNs())
                                 : base::Status(base::makeError(base::ErrorKind::Unavailable, u"it is tried again"_s));
        if (!done) {
            printError(u"%1: %2 %3"_s.arg(one.run, done.error().summary, done.error().detail));
            code = ExitWarning;
        } else
            printLine(u"%1: %2"_s.arg(one.run, report->id));
    }
    const auto book = bookToTell(parser, clock);
    if (book)
        code = std::max(code, layNotices(*book, *outbox, house->settings, clock.nowNs()));
    code = std::max(code, sendMails(*outbox, house->settings, clock.nowNs()));
    return book ? std::max(code, tellBook(*book, *outbox)) : code;
}

} // namespace wf::app
