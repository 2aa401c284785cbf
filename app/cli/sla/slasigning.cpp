// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/sla/sla.h"
#include "app/cli/sla/slasource.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/agreements/export/agreementtables.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::SignOff;
using signals::CreditState;

namespace {

const base::SystemClock &systemClock()
{
    static const base::SystemClock clock;
    return clock;
}

void addSigning(QCommandLineParser &parser)
{
    parser.addOption({u"by"_s, u"Who signs."_s, u"name"_s});
    parser.addOption({u"reason"_s, u"Why."_s, u"text"_s});
}

SignOff signOf(const QCommandLineParser &parser)
{
    return {parser.value(u"by"_s), parser.value(u"reason"_s)};
}

int told(const base::Status &status, const QString &done)
{
    if (status) {
        printLine(done);
        return ExitOk;
    }
    printError(status.error().summary + (status.error().detail.isEmpty() ? QString() : u' ' + status.error().detail));
    return status.error().kind == base::ErrorKind::Storage ? ExitUnknown : ExitCritical;
}

QString formatOf(const QCommandLineParser &parser)
{
    return parser.isSet(u"json"_s) ? u"json"_s : parser.value(u"format"_s);
}

const engine::AgreementState *stateOf(const engine::AgreementsSnapshot &snapshot, const QString &name)
{
    for (const auto &one : snapshot.agreements)
        if (one.agreement.id == name || one.agreement.reference == name)
            return &one;
    printError(u"There is no agreement named %1."_s.arg(name));
    return nullptr;
}

const engine::Notice *noticeOf(const engine::AgreementsSnapshot &snapshot, const QString &id)
{
    for (const auto &state : snapshot.agreements)
        for (const engine::Notice &one : state.notices)
            if (one.id == id)
                return &one;
    return nullptr;
}

int propose(const QCommandLineParser &parser, const QString &name)
{
    const auto snapshot = slaSnapshot(parser);
    const auto *state = snapshot ? stateOf(*snapshot, name) : nullptr;
    if (!state)
        return ExitUnknown;
    if (state->error || snapshot->isPartial) {
        printError(state->error ? state->error->summary
                                : u"Not all sources answered: nothing is proposed from a part."_s);
        return ExitUnknown;
    }
    const auto book = slaBook(parser, systemClock());
    if (!book)
        return ExitUnknown;
    return told(book->propose(state->agreement, state->period, signOf(parser)),
                u"Proposed: %1 %2 for %3."_s.arg(state->period.due.text(), state->agreement.money.currency,
                                                 state->agreement.id + u'/' +
                                                     engine::periodName(state->agreement, state->period.period)));
}

std::optional<signals::ExclusionKind> kindOf(const QString &name)
{
    using signals::ExclusionKind;
    for (const auto kind : {ExclusionKind::PlannedMaintenance, ExclusionKind::ForceMajeure,
                            ExclusionKind::CustomerCaused, ExclusionKind::Other})
        if (signals::exclusionKindName(kind) == name)
            return kind;
    return std::nullopt;
}

// Nothing, and said, when an option is wrong.
std::optional<signals::AgreementExclusion> exclusionOf(const QCommandLineParser &parser,
                                                       const signals::Agreement &agreement, const QString &id)
{
    signals::AgreementExclusion out;
    out.id = id;
    out.section = parser.value(u"section"_s);
    out.reason = parser.value(u"what"_s);
    out.clauses = parser.values(u"clause"_s);
    const auto kind = kindOf(parser.value(u"kind"_s));
    const auto length = base::parseDuration(parser.value(u"duration"_s));
    base::RecurringWindow::Spec spec;
    spec.first = QDateTime::fromString(parser.value(u"start"_s), Qt::ISODate);
    spec.zone = QTimeZone(agreement.timeZone.toUtf8());
    if (!kind || !length || !spec.first.isValid() || parser.value(u"start"_s).size() > 19) {
        printError(
            u"Write --kind planned-maintenance|force-majeure|customer-caused|other, --start as local time of %1 like 2026-05-03T02:00:00 and --duration as 30m."_s
                .arg(agreement.timeZone));
        return std::nullopt;
    }
    out.kind = *kind;
    spec.lengthNs = *length;
    if (parser.isSet(u"rrule"_s)) {
        const auto rule = base::parseRecurrenceRule(parser.value(u"rrule"_s));
        if (!rule) {
            printError(rule.error().summary);
            return std::nullopt;
        }
        spec.rule = *rule;
    }
    if (parser.isSet(u"announced"_s)) {
        const QDateTime announced = QDateTime::fromString(parser.value(u"announced"_s), Qt::ISODate);
        if (!announced.isValid() || announced.timeSpec() == Qt::LocalTime) {
            printError(u"Write --announced with its offset, like 2026-04-24T09:00:00Z."_s);
            return std::nullopt;
        }
        out.announcedNs = announced.toMSecsSinceEpoch() * base::nsPerMs;
    }
    auto window = base::RecurringWindow::of(std::move(spec));
    if (!window) {
        printError(window.error().summary);
        return std::nullopt;
    }
    out.window = std::move(*window);
    return out;
}

} // namespace

int runSlaCredits(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    addSigning(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"json"_s, u"The same as --format json."_s});
    parser.addPositionalArgument(u"step"_s, u"propose AGREEMENT, or approve, issue, withdraw CREDIT."_s,
                                 u"[STEP NAME]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla credits"_s} + arguments))
        return *code;
    const QString step = parser.positionalArguments().value(0);
    const QString name = parser.positionalArguments().value(1);
    if (step == u"propose"_s && !name.isEmpty())
        return propose(parser, name);
    static const std::map<QString, CreditState> steps{{u"approve"_s, CreditState::Approved},
                                                      {u"issue"_s, CreditState::Issued},
                                                      {u"withdraw"_s, CreditState::Withdrawn}};
    const auto to = steps.find(step);
    if (!step.isEmpty() && (to == steps.end() || name.isEmpty())) {
        printError(
            u"Write: watchfloor sla credits [propose AGREEMENT | approve|issue|withdraw CREDIT] --by NAME --reason TEXT"_s);
        return ExitUnknown;
    }
    const auto book = slaBook(parser, systemClock());
    if (!book)
        return ExitUnknown;
    if (!step.isEmpty())
        return told(book->advance(name, to->second, signOf(parser)),
                    u"%1 is %2."_s.arg(name, signals::creditStateName(to->second)));
    const auto state = book->read();
    if (!state)
        return told(state.error(), {});
    for (const QString &problem : state->problems)
        printError(problem);
    engine::AgreementsSnapshot shown;
    shown.book = *state;
    printTableOf(engine::AgreementTable::Credits, shown, formatOf(parser));
    return state->problems.isEmpty() ? ExitOk : ExitWarning;
}

int runSlaExclude(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    addSigning(parser);
    parser.addOption(
        {u"kind"_s, u"planned-maintenance, force-majeure, customer-caused or other."_s, u"kind"_s, u"other"_s});
    parser.addOption({u"what"_s, u"What happened."_s, u"text"_s});
    parser.addOption({u"section"_s, u"Of the contract."_s, u"number"_s});
    parser.addOption({u"clause"_s, u"Only for this clause; may be given again."_s, u"id"_s});
    parser.addOption({u"start"_s, u"Local time of the contract's zone."_s, u"time"_s});
    parser.addOption({u"duration"_s, u"How long."_s, u"duration"_s});
    parser.addOption({u"rrule"_s, u"Again and again (RFC 5545)."_s, u"rule"_s});
    parser.addOption({u"announced"_s, u"When maintenance was announced (RFC 3339)."_s, u"time"_s});
    parser.addPositionalArgument(u"step"_s, u"propose, approve or reject."_s, u"STEP AGREEMENT ID"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla exclude"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const bool isProposal = words.value(0) == u"propose"_s;
    if (words.size() != 3 || (!isProposal && words[0] != u"approve"_s && words[0] != u"reject"_s)) {
        printError(
            u"Write: watchfloor sla exclude propose|approve|reject AGREEMENT ID --by NAME --reason TEXT; propose also --what, --start, --duration"_s);
        return ExitUnknown;
    }
    if (!isProposal) {
        const auto book = slaBook(parser, systemClock());
        if (!book)
            return ExitUnknown;
        const auto to = words[0] == u"approve"_s ? signals::ApprovalState::Approved : signals::ApprovalState::Rejected;
        return told(book->decideExclusion(words[1], words[2], to, signOf(parser)),
                    u"%1 is %2."_s.arg(words[2], signals::approvalStateName(to)));
    }
    const auto snapshot = slaSnapshot(parser);
    const auto *state = snapshot ? stateOf(*snapshot, words[1]) : nullptr;
    const auto exclusion = state ? exclusionOf(parser, state->agreement, words[2]) : std::nullopt;
    const auto book = exclusion ? slaBook(parser, systemClock()) : nullptr;
    if (!book)
        return ExitUnknown;
    return told(book->proposeExclusion(state->agreement, *exclusion, signOf(parser)),
                u"%1 is proposed; it counts once it is approved."_s.arg(words[2]));
}

int runSlaNotices(const QStringList &arguments)
{
    QCommandLineParser parser;
    addSlaOptions(parser);
    addSigning(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"json"_s, u"The same as --format json."_s});
    parser.addPositionalArgument(u"step"_s, u"draft, approve, send (by mail), sent (by hand) or drop."_s,
                                 u"[STEP NOTICE]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla notices"_s} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    static const std::map<QString, engine::NoticeState> steps{{u"draft"_s, engine::NoticeState::Draft},
                                                              {u"approve"_s, engine::NoticeState::Approved},
                                                              {u"send"_s, engine::NoticeState::Queued},
                                                              {u"sent"_s, engine::NoticeState::Sent},
                                                              {u"drop"_s, engine::NoticeState::Dropped}};
    if (!words.isEmpty() && (words.size() != 2 || !steps.contains(words[0]))) {
        printError(
            u"Write: watchfloor sla notices [draft|approve|send|sent|drop NOTICE --by NAME --reason TEXT] [--json]"_s);
        return ExitUnknown;
    }
    const auto snapshot = slaSnapshot(parser);
    if (!snapshot)
        return ExitUnknown;
    for (const auto &state : snapshot->agreements)
        if (state.error)
            printError(u"%1: %2"_s.arg(state.agreement.id, state.error->summary));
    if (words.size() == 2) {
        const engine::Notice *found = noticeOf(*snapshot, words[1]);
        const auto book = found ? slaBook(parser, systemClock()) : nullptr;
        if (!found)
            printError(u"There is no notice %1."_s.arg(words[1]));
        if (!book)
            return ExitUnknown;
        const auto to = steps.at(words[0]);
        const QString after = to == engine::NoticeState::Queued
                                  ? u" It is mailed by watchfloor report run-due, and while a window is open."_s
                                  : QString();
        return told(book->advance(*found, to, signOf(parser)),
                    u"%1 is %2.%3"_s.arg(words[1], engine::noticeStateName(to), after));
    }
    printTableOf(engine::AgreementTable::Notices, *snapshot, formatOf(parser));
    return ExitOk;
}

int runSlaBook(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"book"_s, u"The book of what was signed, instead of the environment's."_s, u"file"_s});
    parser.addPositionalArgument(u"what"_s, u"verify, trail, backup FOLDER or restore FOLDER."_s, u"WHAT"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor sla book"_s} + arguments))
        return *code;
    const QString what = parser.positionalArguments().value(0);
    const QString folder = parser.positionalArguments().value(1);
    if (what == u"restore"_s && !folder.isEmpty()) {
        const auto path = slaBookPath(parser);
        return path ? told(engine::AgreementBook::restore(folder, *path, systemClock()),
                           u"The book is restored to %1."_s.arg(*path))
                    : told(base::makeError(base::ErrorKind::Invalid, u"Whose book? Give --book FILE."_s), {});
    }
    const auto book = slaBook(parser, systemClock());
    if (!book)
        return ExitUnknown;
    if (what == u"backup"_s && !folder.isEmpty())
        return told(book->backup(folder), u"The book was copied to %1."_s.arg(folder));
    if (what == u"verify"_s) {
        const auto report = book->verify();
        if (!report)
            return told(report.error(), {});
        printLine(report->intact ? u"%1 records, every one as it was written."_s.arg(report->records)
                                 : u"%1 records; %2."_s.arg(report->records).arg(report->problem));
        return report->intact ? ExitOk : ExitCritical;
    }
    if (what != u"trail"_s) {
        printError(u"Write: watchfloor sla book verify | trail | backup FOLDER | restore FOLDER"_s);
        return ExitUnknown;
    }
    const auto records = book->records();
    if (!records)
        return told(records.error(), {});
    std::vector<QStringList> table{{u"NO"_s, u"AT"_s, u"BY"_s, u"WHAT"_s, u"OF"_s, u"SHA-256"_s}};
    for (const auto &one : *records)
        table.push_back({QString::number(one.seq), base::isoTime(one.timeNs), one.note.actor, one.note.action,
                         one.note.subject, QString::fromLatin1(one.hash.toHex().left(16))});
    printTable(table);
    return ExitOk;
}

} // namespace wf::app
