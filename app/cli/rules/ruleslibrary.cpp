// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/ruleslibrary.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/cli/rules/keep/keptrules.h"
#include "models/engine/rules/library/ruleoffers.h"
#include "models/station/rules/check/rulecheck.h"
#include "models/station/rules/library/rulelibrary.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// What stands in the library of it, without asking anybody.
int listSubject(const QString &subject, const QString &format)
{
    std::vector<QStringList> rows{{u"SUBJECT"_s, u"GROUP"_s, u"RULE"_s, u"EXPR"_s, u"MEANS"_s, u"RUNBOOK"_s}};
    for (const auto &rule : engine::libraryRules())
        if (subject.isEmpty() || rule.subject == subject)
            rows.push_back({rule.subject, rule.group, wire::toQString(rule.entry.name.text),
                            wire::toQString(rule.entry.expr.text), rule.means, rule.runbook});
    if (rows.size() == 1) {
        printError(u"There are no rules about %1."_s.arg(subject));
        return ExitUnknown;
    }
    printRows(format, rows);
    return ExitOk;
}

int printSubject(const QString &wanted)
{
    std::vector<QStringList> table{{u"SUBJECT"_s, u"RULES"_s}};
    for (const auto &file : station::ruleLibrary()) {
        if (file.subject == wanted) {
            for (const QString &line : QString::fromUtf8(file.text).trimmed().split(u'\n'))
                printLine(line);
            return ExitOk;
        }
        table.push_back(
            {file.subject, QString::number(station::checkRuleFile(wire::view(file.text)).file.ruleCount())});
    }
    if (!wanted.isEmpty())
        printError(u"There are no rules about %1; these there are:"_s.arg(wanted));
    printTable(table);
    return wanted.isEmpty() ? ExitOk : ExitUnknown;
}

// Names of metrics that the source had within the last hour.
base::Result<QStringList> metricNames(KeptRules &kept, sources::MetricSource &source)
{
    std::optional<base::Result<QStringList>> said;
    const qint64 now = kept.opened().clock.nowNs();
    const auto request =
        source.labelValues(u"__name__"_s, {}, {now - base::nsPerHour, now},
                           [&said](base::Result<QStringList> names) { said.emplace(std::move(names)); });
    if (!waitFor([&said] { return said.has_value(); }))
        return base::makeError(base::ErrorKind::Timeout, u"%1 did not answer"_s.arg(source.state().name));
    return *said;
}

sources::MetricSource *sourceOf(const sources::SourceSet &set, const QString &wanted)
{
    for (auto *one : set.metrics)
        if (one->state().id == wanted || one->state().name == wanted)
            return one;
    return nullptr;
}

QString noteOf(const engine::RuleOffer &offer)
{
    if (offer.present)
        return u"there is one: "_s + offer.present->rule.name;
    return offer.missing.isEmpty() ? u"ready"_s : u"needs "_s + offer.missing.join(u", "_s);
}

void printOffers(const std::vector<engine::RuleOffer> &offers, const QString &subject, const QString &format)
{
    std::vector<QStringList> rows{{u"SUBJECT"_s, u"RULE"_s, u"MEANS"_s, u"NOTE"_s}};
    QJsonArray json;
    for (const auto &offer : offers) {
        if (!subject.isEmpty() && offer.rule->subject != subject)
            continue;
        const QString name = wire::toQString(offer.rule->entry.name.text);
        rows.push_back({offer.rule->subject, name, offer.rule->means, noteOf(offer)});
        json.append(QJsonObject{{u"subject"_s, offer.rule->subject},
                                {u"group"_s, offer.rule->group},
                                {u"name"_s, name},
                                {u"expr"_s, wire::toQString(offer.rule->entry.expr.text)},
                                {u"means"_s, offer.rule->means},
                                {u"runbook"_s, offer.rule->runbook},
                                {u"ready"_s, offer.isReady()},
                                {u"missing"_s, QJsonArray::fromStringList(offer.missing)},
                                {u"present"_s, offer.present ? offer.present->rule.name : QString()}});
    }
    printRows(format, rows, json);
}

int offer(const QString &subject, const QCommandLineParser &parser)
{
    auto kept = KeptRules::open(parser);
    if (!kept) {
        printError(kept.error().summary + u' ' + kept.error().detail);
        return ExitUnknown;
    }
    auto *source = sourceOf((*kept)->opened().open.set(), parser.value(u"source"_s));
    if (!source) {
        printError(u"There is no source of metrics %1"_s.arg(parser.value(u"source"_s)));
        return ExitUnknown;
    }
    const auto names = metricNames(**kept, *source);
    if (!names) {
        printError(names.error().summary);
        return ExitUnknown;
    }
    printOffers(engine::offersFor((*kept)->snapshot(), source->state().id, *names), subject, parser.value(u"format"_s));
    return ExitOk;
}

} // namespace

int runRulesLibrary(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"source"_s, u"Only rules whose metrics this source has, ready ones first."_s, u"name"_s});
    parser.addOption({u"format"_s, u"table, json or csv; without --source the latter two list every rule."_s,
                      u"format"_s, u"table"_s});
    parser.addPositionalArgument(u"subject"_s, u"Whose rules to print."_s, u"[SUBJECT]"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules library"_s} + arguments))
        return *code;
    if (parser.positionalArguments().size() > 1 || !isAnswerFormat(parser.value(u"format"_s))) {
        printError(u"Write: watchfloor rules library [SUBJECT] [--source NAME] [--format table|json|csv]"_s);
        return ExitUnknown;
    }
    const QString subject = parser.positionalArguments().value(0);
    if (parser.isSet(u"source"_s))
        return offer(subject, parser);
    const QString format = parser.value(u"format"_s);
    return format == u"table"_s ? printSubject(subject) : listSubject(subject, format);
}

} // namespace wf::app
