// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/rules/keep/keeping.h"
#include "app/cli/rules/keep/savewords.h"
#include "models/engine/rules/saving/rulefiles.h"

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::RuleDraft;

namespace {

using Drafts = std::vector<RuleDraft>;

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

// One rule, in the place of the one of its name or as a new one of --group.
base::Result<Drafts> draftOfRule(KeptRules &kept, const wire::RuleEntry &entry, const QByteArray &yaml,
                                 const QCommandLineParser &parser)
{
    const QString name = wire::toQString(entry.name.text);
    const auto known = kept.rule(name, parser);
    if (!known && known.error().kind == base::ErrorKind::Invalid)
        return known.error();
    const QString group = known ? (*known)->rule.group : parser.value(u"group"_s);
    if (group.isEmpty())
        return base::makeError(base::ErrorKind::Invalid, u"%1 is a new rule: write --group"_s.arg(name));
    const auto home =
        known ? kept.chosenHome(kept.homes(*known, (*known)->isOverLogs), parser) : kept.homeForNew(parser);
    if (!home)
        return home.error();
    const auto before = kept.load(*home, group);
    if (!before)
        return before.error();
    // Kept there already, evaluated or not.
    signals::Rule wanted = known ? (*known)->rule : signals::Rule();
    if (!known) {
        wanted.kind = entry.kind;
        wanted.name = name;
        wanted.group = group;
    }
    auto draft = engine::draftWithYaml(*before, yaml, engine::spotOf(*before, wanted));
    if (!draft)
        return draft.error();
    return Drafts{std::move(*draft)};
}

// A whole file; behind an API each group of its own.
base::Result<Drafts> draftsOfText(KeptRules &kept, const wire::RuleFile &file, const QByteArray &text,
                                  const QCommandLineParser &parser)
{
    const auto home = kept.homeForNew(parser);
    if (!home)
        return home.error();
    if (home->kind == engine::RuleHomeKind::File) {
        const auto before = kept.load(*home, {});
        if (!before)
            return before.error();
        auto draft = engine::draftOfText(*before, text);
        if (!draft)
            return draft.error();
        return Drafts{std::move(*draft)};
    }
    Drafts out;
    for (const auto &document : file.documents)
        for (const auto &group : document.groups) {
            const auto before = kept.load(*home, wire::toQString(group.name.text));
            if (!before)
                return before.error();
            wire::RuleDocument alone;
            alone.form = wire::RuleDocument::Form::OneGroup;
            alone.groups = {group};
            alone.groups.front().nameSpace.clear();
            const bool isAlone = file.groupCount() == 1 && document.form == wire::RuleDocument::Form::OneGroup;
            auto draft =
                engine::draftOfText(*before, isAlone ? text : QByteArray::fromStdString(wire::printRuleFile({alone})));
            if (!draft)
                return draft.error();
            out.push_back(std::move(*draft));
        }
    return out;
}

base::Result<Drafts> draftsOf(KeptRules &kept, const QString &path, const QCommandLineParser &parser)
{
    const auto text = engine::readRuleBytes(path);
    if (!text)
        return text.error();
    const auto entry = wire::ruleFromText(view(*text));
    if (entry)
        return draftOfRule(kept, *entry, *text, parser);
    const wire::RuleFile file = wire::readRuleFile(view(*text));
    if (file.groupCount() == 0)
        return base::makeError(base::ErrorKind::Invalid, u"%1 is neither a rule nor a file of groups"_s.arg(path),
                               file.problems.empty()
                                   ? entry.error().summary
                                   : u"%1:%2: %3"_s.arg(QString::number(file.problems[0].place.line),
                                                        QString::number(file.problems[0].place.column),
                                                        file.problems[0].what));
    return draftsOfText(kept, file, *text, parser);
}

std::vector<Told> show(KeptRules &kept, const Drafts &drafts)
{
    std::vector<Told> out;
    for (const RuleDraft &draft : drafts) {
        const auto check = kept.check(draft);
        out.push_back(check ? toldOf(draft, *check) : toldOf(check.error()));
    }
    return out;
}

} // namespace

int runRulesSave(const QStringList &arguments, bool onlyShows)
{
    const QString command = onlyShows ? u"diff"_s : u"save"_s;
    QCommandLineParser parser;
    addHomeOptions(parser);
    addSaveOptions(parser);
    parser.addOption({u"dry-run"_s, u"Only show what would change."_s});
    parser.addPositionalArgument(u"file"_s, u"One rule (- alert: …), one group, or a file of groups."_s, u"FILE"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor rules "_s + command} + arguments))
        return *code;
    const auto wait = waitOf(parser);
    if (parser.positionalArguments().size() != 1 || !wait) {
        printError(u"Write: watchfloor rules %1 FILE [--source NAME] [--namespace NAME | --file PATH] [--group NAME] "
                   "[--force] [--dry-run] [--wait 90s] [--format table|json|csv]"_s.arg(command));
        return ExitUnknown;
    }
    auto kept = KeptRules::open(parser);
    if (!kept)
        return cannot(kept.error());
    const auto drafts = draftsOf(**kept, parser.positionalArguments().value(0), parser);
    if (!drafts)
        return cannot(drafts.error());
    const QString format = parser.value(u"format"_s);
    if (onlyShows)
        return say(show(**kept, *drafts), format);
    if (parser.isSet(u"dry-run"_s)) { // what would change is no warning: it is wanted
        const int code = say(show(**kept, *drafts), format);
        return code == ExitWarning ? ExitOk : code;
    }
    std::vector<Told> told;
    for (const RuleDraft &draft : *drafts)
        told.push_back(toldOf((*kept)->save(draft, forceOf(parser), *wait)));
    return say(told, format);
}

} // namespace wf::app
