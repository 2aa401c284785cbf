// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/keep/savewords.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/output.h"
#include "models/base/duration.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using Weight = wire::RuleProblem::Weight;

namespace {

QString weightName(Weight weight)
{
    return weight == Weight::Error ? u"error"_s : weight == Weight::Warning ? u"warning"_s : u"note"_s;
}

QJsonArray problemsJson(const engine::DraftCheck &check)
{
    QJsonArray out;
    for (const auto &one : check.problems)
        out.append(QJsonObject{{u"weight"_s, weightName(one.weight)},
                               {u"line"_s, one.place.line},
                               {u"column"_s, one.place.column},
                               {u"group"_s, one.group},
                               {u"rule"_s, one.rule},
                               {u"message"_s, one.what}});
    return out;
}

void addCheck(const engine::DraftCheck &check, Told &out)
{
    for (const auto &one : check.problems)
        if (one.weight != Weight::Note)
            out.errors << u"%1:%2: %3: %4"_s.arg(QString::number(one.place.line), QString::number(one.place.column),
                                                 weightName(one.weight), one.what);
    if (!check.promtoolTrouble.isEmpty())
        out.errors << check.promtoolTrouble;
    if (check.promtool && !check.promtool->isFine)
        for (const QString &line : check.promtool->lines)
            out.errors << u"promtool: "_s + line;
}

int codeOf(const engine::RuleSighting &sighting)
{
    switch (sighting.seen) {
    case engine::RuleSeen::Fine:
    case engine::RuleSeen::Gone:
        return ExitOk;
    case engine::RuleSeen::Failing:
    case engine::RuleSeen::LoadFailed:
        return ExitCritical;
    default:
        return ExitWarning;
    }
}

Told toldOfDone(const engine::SavedRules &done, const std::optional<engine::RuleSighting> &sighting)
{
    Told out;
    out.code = done.isNothing ? ExitOk : sighting ? codeOf(*sighting) : ExitWarning;
    out.json = {{u"saved"_s, !done.isNothing}, {u"home"_s, done.now.home.title()}, {u"words"_s, done.words},
                {u"read"_s, done.isRead},      {u"backup"_s, done.backup},         {u"record"_s, done.recordId},
                {u"detail"_s, done.detail}};
    out.lines << done.words;
    if (!done.detail.isEmpty())
        out.errors << done.detail;
    if (!done.backup.isEmpty())
        out.lines << u"What lay there before: %1. To undo: watchfloor rules undo"_s.arg(done.backup);
    if (!sighting)
        return out;
    out.json.insert(u"seen"_s, engine::ruleSeenName(sighting->seen));
    out.json.insert(u"seen_words"_s, sighting->words);
    out.json.insert(u"seen_detail"_s, sighting->detail);
    out.lines << sighting->words;
    if (!sighting->detail.isEmpty() && sighting->detail != done.detail)
        out.errors << sighting->detail;
    return out;
}

Told toldOfConflict(const engine::RuleConflict &conflict)
{
    Told out;
    out.code = ExitCritical;
    out.json = {{u"saved"_s, false},
                {u"conflict"_s, conflict.words},
                {u"home"_s, conflict.now.home.title()},
                {u"there"_s, QString::fromUtf8(conflict.now.text)}};
    out.errors << conflict.words << u"Look with watchfloor rules show and rules diff, or write --force."_s;
    return out;
}

} // namespace

void addSaveOptions(QCommandLineParser &parser)
{
    parser.addOption({u"force"_s, u"Overwrite what somebody else has written meanwhile."_s});
    parser.addOption({u"wait"_s, u"How long the server is given to evaluate it."_s, u"duration"_s, u"90s"_s});
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
}

std::optional<std::chrono::milliseconds> waitOf(const QCommandLineParser &parser)
{
    const auto ns = base::parseDuration(parser.value(u"wait"_s));
    if (!ns || *ns < 0 || *ns > 9 * base::nsPerMinute || !isAnswerFormat(parser.value(u"format"_s)))
        return std::nullopt;
    return std::chrono::milliseconds(*ns / base::nsPerMs);
}

engine::SaveForce forceOf(const QCommandLineParser &parser)
{
    return parser.isSet(u"force"_s) ? engine::SaveForce::Overwrite : engine::SaveForce::No;
}

Told toldOf(const engine::RuleDraft &draft, const engine::DraftCheck &check)
{
    Told out;
    const engine::RuleHome &home = draft.before.home;
    out.code = !check.isFine() ? ExitCritical : draft.changes() ? ExitWarning : ExitOk;
    const QString diff = QString::fromUtf8(engine::unifiedChangesOf(draft));
    out.json = {{u"home"_s, home.title()},  {u"writable"_s, home.canWrite},
                {u"reason"_s, home.reason}, {u"changes"_s, draft.changes()},
                {u"diff"_s, diff},          {u"problems"_s, problemsJson(check)}};
    if (check.promtool)
        out.json.insert(u"promtool"_s, QJsonObject{{u"fine"_s, check.promtool->isFine},
                                                   {u"lines"_s, QJsonArray::fromStringList(check.promtool->lines)}});
    out.lines = diff.isEmpty() ? QStringList{u"Nothing would change in %1."_s.arg(home.title())}
                               : diff.split(u'\n', Qt::SkipEmptyParts);
    addCheck(check, out);
    if (!home.canWrite)
        out.errors << home.reason;
    return out;
}

Told toldOf(const KeptRules::Saved &saved)
{
    if (const auto *done = std::get_if<engine::SavedRules>(&saved.answer))
        return toldOfDone(*done, saved.sighting);
    if (const auto *conflict = std::get_if<engine::RuleConflict>(&saved.answer))
        return toldOfConflict(*conflict);
    return toldOf(std::get<base::Error>(saved.answer));
}

Told toldOf(const base::Error &error)
{
    Told out;
    out.code = error.kind == ErrorKind::Invalid || error.kind == ErrorKind::BadRequest ? ExitCritical : ExitUnknown;
    out.json = {{u"saved"_s, false}, {u"error"_s, error.summary}, {u"detail"_s, error.detail}};
    out.errors << error.summary;
    if (!error.detail.isEmpty())
        out.errors << error.detail;
    return out;
}

int say(const std::vector<Told> &all, const QString &format)
{
    int worst = ExitOk;
    QJsonArray list;
    std::vector<QStringList> rows{{u"HOME"_s, u"CODE"_s, u"SAID"_s}};
    for (const Told &one : all) {
        worst = std::max(worst, one.code);
        list.append(one.json);
        if (format == u"csv"_s)
            rows.push_back({one.json.value(u"home"_s).toString(), QString::number(one.code),
                            (one.errors.isEmpty() ? one.lines : one.errors).join(u' ')});
        if (format != u"table"_s)
            continue;
        for (const QString &line : one.lines)
            printLine(line);
        for (const QString &line : one.errors)
            printError(line);
    }
    if (format == u"json"_s)
        printJson(list.size() == 1 ? QJsonDocument(list.at(0).toObject()) : QJsonDocument(list));
    if (format == u"csv"_s)
        printRows(format, rows);
    return worst;
}

int cannot(const base::Error &error)
{
    printError(error.summary);
    if (!error.detail.isEmpty())
        printError(error.detail);
    return ExitUnknown;
}

} // namespace wf::app
