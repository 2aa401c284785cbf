// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/rules/slorules.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/cli/slo/slo.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// "name=value", any number of them.
std::optional<base::Labels> labelsOf(const QStringList &texts)
{
    std::vector<base::Labels::Pair> pairs;
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals <= 0)
            return std::nullopt;
        pairs.emplace_back(text.left(equals).toStdString(), text.mid(equals + 1).toStdString());
    }
    return base::Labels(std::move(pairs));
}

} // namespace

int runSloRules(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"naming"_s, u"auto (Pyrra's for its own definitions, else Sloth's), sloth or pyrra."_s,
                      u"whose"_s, u"auto"_s});
    parser.addOption({u"label"_s, u"A label for every recording rule, name=value; may be given again."_s, u"label"_s});
    parser.addOption({u"no-recordings"_s, u"Only alerts."_s});
    parser.addOption({u"no-alerts"_s, u"Only recording rules."_s});
    parser.addPositionalArgument(u"files"_s, u"Definitions, and AlertWindows of Sloth."_s, u"FILE…"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo rules"_s} + arguments))
        return *code;
    const auto labels = labelsOf(parser.values(u"label"_s));
    const QString naming = parser.value(u"naming"_s);
    if (parser.positionalArguments().isEmpty() || !labels ||
        !QStringList{u"auto"_s, u"sloth"_s, u"pyrra"_s}.contains(naming)) {
        printError(u"Write: watchfloor slo rules FILE… [--naming auto|sloth|pyrra] [--label name=value]"_s);
        return ExitUnknown;
    }
    const LoadedSlos loaded = loadSlos(parser.positionalArguments());
    printProblems(loaded);
    engine::SloRuleOptions options;
    options.naming = naming == u"sloth"_s   ? engine::RuleNaming::Sloth
                     : naming == u"pyrra"_s ? engine::RuleNaming::Pyrra
                                            : engine::RuleNaming::OfTheDefinition;
    options.extraLabels = *labels;
    options.windows = loaded.definitions.alertWindows;
    options.recordings = !parser.isSet(u"no-recordings"_s);
    options.alerts = !parser.isSet(u"no-alerts"_s);
    options.version = "watchfloor-" + QCoreApplication::applicationVersion().toStdString();
    engine::SloRules rules = engine::sloRules(loaded.definitions.objectives, options);
    for (const QString &problem : rules.problems)
        printError(problem);
    if (rules.groups.empty()) {
        printError(u"There is no objective to make rules of in these files."_s);
        return ExitUnknown;
    }
    // YAML escapes control characters itself.
    const std::string text = wire::printRuleFile({{wire::RuleDocument::Form::Groups, std::move(rules.groups), {}, {}}});
    std::fwrite(text.data(), 1, text.size(), stdout);
    const bool isWhole =
        rules.problems.isEmpty() && loaded.unreadable.isEmpty() &&
        std::ranges::all_of(loaded.definitions.documents, [](const auto &document) { return document.isValid(); });
    return isWhole ? ExitOk : ExitCritical;
}

} // namespace wf::app
