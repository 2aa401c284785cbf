// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rules/keep/keptrules.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/waiting.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

base::Error noAnswer()
{
    return base::makeError(ErrorKind::Timeout, u"There was no answer within ten minutes"_s);
}

bool isOf(const engine::RuleHome &home, const QString &source)
{
    return source.isEmpty() || home.source == source || home.sourceName == source;
}

QString namesOf(const std::vector<engine::RuleHome> &homes)
{
    QStringList out;
    for (const auto &home : homes)
        if (!out.contains(home.sourceName))
            out << home.sourceName;
    return out.join(u", "_s);
}

} // namespace

void addHomeOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    parser.addOption({u"source"_s, u"Who evaluates the rules, by id or name."_s, u"name"_s});
    parser.addOption({u"namespace"_s, u"Of a ruler or the station (console)."_s, u"name"_s});
    parser.addOption({u"file"_s, u"A rule file of this machine that the source reads or gets."_s, u"path"_s});
    parser.addOption({u"group"_s, u"Group of the rule."_s, u"name"_s});
}

base::Result<std::unique_ptr<KeptRules>> KeptRules::open(const QCommandLineParser &parser)
{
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return environment.error();
    return std::make_unique<KeptRules>(*environment, stateDirectoryFor(parser, *environment));
}

KeptRules::KeptRules(const sources::Environment &environment, const QString &stateDirectory)
    : m_opened(environment, stateDirectory),
      m_watch(m_opened.open.set(), m_opened.clock, m_opened.pools),
      m_desk({m_opened.open.set(), m_opened.clock, m_opened.pools, &m_opened.store.ledger(),
              engine::rulesFolder(stateDirectory)},
             {loginName(), environment.readOnly,
              environment.readOnly ? u"This environment is read only (its file says readOnly: true)."_s : QString()})
{
}

const engine::RuleSnapshot &KeptRules::snapshot()
{
    if (m_watch.snapshot()->asOfNs == 0) {
        m_watch.refresh();
        waitFor([this] { return m_watch.isSettled() && m_watch.snapshot()->asOfNs > 0; });
    }
    return *m_watch.snapshot();
}

base::Result<engine::KnownRulePtr> KeptRules::rule(const QString &name, const QCommandLineParser &parser)
{
    const QString source = parser.value(u"source"_s), group = parser.value(u"group"_s);
    std::vector<engine::KnownRulePtr> found;
    QStringList where;
    for (const auto &known : snapshot().groups) {
        if ((!source.isEmpty() && known.source != source && known.sourceName != source) ||
            (!group.isEmpty() && known.name != group))
            continue;
        for (const auto &one : known.rules)
            if (one->rule.name == name) {
                found.push_back(one);
                where << known.sourceName + u" / "_s + known.name;
            }
    }
    if (found.empty())
        return base::makeError(ErrorKind::NotFound,
                               u"No source evaluates a rule %1: watchfloor rules list names them."_s.arg(name));
    where.removeDuplicates();
    if (where.size() > 1)
        return base::makeError(ErrorKind::Invalid, u"There are several rules %1: %2. Add --source or --group"_s.arg(
                                                       name, where.join(u"; "_s)));
    return found.front();
}

template<class T>
base::Result<T> KeptRules::answerOf(const std::function<async::Request(std::function<void(base::Result<T>)>)> &ask)
{
    std::optional<base::Result<T>> said;
    const async::Request request = ask([&said](base::Result<T> answer) { said.emplace(std::move(answer)); });
    if (!waitFor([&said] { return said.has_value(); }))
        return noAnswer();
    return *said;
}

std::vector<engine::RuleHome> KeptRules::homes(const engine::KnownRulePtr &rule, bool isOverLogs)
{
    const auto out = answerOf<std::vector<engine::RuleHome>>(
        [&](auto reply) { return m_desk.homes(rule, isOverLogs, std::move(reply)); });
    return out ? *out : std::vector<engine::RuleHome>();
}

base::Result<engine::RuleHome> KeptRules::chosenHome(const std::vector<engine::RuleHome> &homes,
                                                     const QCommandLineParser &parser)
{
    const QString source = parser.value(u"source"_s);
    std::vector<engine::RuleHome> left = homes;
    std::erase_if(left, [&source](const auto &home) { return !isOf(home, source); });
    if (left.empty())
        return base::makeError(ErrorKind::NotFound,
                               source.isEmpty() ? u"No source keeps rules: start the station, or connect a ruler."_s
                                                : u"There is no source %1 that keeps rules."_s.arg(source));
    if (parser.isSet(u"file"_s)) {
        const auto file = std::ranges::find(left, engine::RuleHomeKind::File, &engine::RuleHome::kind);
        const engine::RuleHome &home = file == left.end() ? left.front() : *file;
        if (source.isEmpty() && namesOf(left).contains(u", "_s))
            return base::makeError(ErrorKind::Invalid, u"Add --source: %1"_s.arg(namesOf(left)));
        return answerOf<engine::RuleHome>(
            [&](auto reply) { return m_desk.chooseFile(home, parser.value(u"file"_s), std::move(reply)); });
    }
    if (parser.isSet(u"namespace"_s)) {
        std::erase_if(left, [](const auto &home) { return home.kind == engine::RuleHomeKind::File; });
        if (left.empty())
            return base::makeError(ErrorKind::Invalid, u"%1 keeps its rules in files: write --file"_s.arg(source));
    }
    const auto current = std::ranges::find_if(left, &engine::RuleHome::isCurrent);
    if (current == left.end() && namesOf(left).contains(u", "_s))
        return base::makeError(ErrorKind::Invalid, u"Add --source: %1"_s.arg(namesOf(left)));
    engine::RuleHome home = current != left.end() && !parser.isSet(u"namespace"_s) ? *current : left.front();
    if (parser.isSet(u"namespace"_s))
        home = engine::homeWithNameSpace(home, parser.value(u"namespace"_s));
    if (!home.isComplete())
        return base::makeError(ErrorKind::Invalid, home.reason + u" Write --file PATH"_s);
    return home;
}

base::Result<engine::RuleHome> KeptRules::homeForNew(const QCommandLineParser &parser)
{
    std::vector<engine::RuleHome> all = homes({}, false);
    const auto overLogs = homes({}, true);
    all.insert(all.end(), overLogs.begin(), overLogs.end());
    return chosenHome(all, parser);
}

base::Result<engine::RuleText> KeptRules::load(const engine::RuleHome &home, const QString &group)
{
    return answerOf<engine::RuleText>([&](auto reply) { return m_desk.load(home, group, std::move(reply)); });
}

base::Result<engine::DraftCheck> KeptRules::check(const engine::RuleDraft &draft)
{
    return answerOf<engine::DraftCheck>([&](auto reply) { return m_desk.check(draft, std::move(reply)); });
}

KeptRules::Saved KeptRules::wait(const Ask &ask, std::chrono::milliseconds lookFor)
{
    m_desk.setLookFor(lookFor);
    std::optional<engine::SaveAnswer> answer;
    std::optional<engine::RuleSighting> sighting;
    const async::Request request = ask({[&answer](const engine::SaveAnswer &said) { answer = said; },
                                        [&sighting](const engine::RuleSighting &seen) { sighting = seen; }});
    const auto isOver = [&] {
        const auto *saved = answer ? std::get_if<engine::SavedRules>(&*answer) : nullptr;
        return answer && (!saved || saved->isNothing || sighting);
    };
    if (!waitFor(isOver) && !answer)
        return {noAnswer(), {}};
    return {*answer, sighting};
}

KeptRules::Saved KeptRules::save(const engine::RuleDraft &draft, engine::SaveForce force,
                                 std::chrono::milliseconds lookFor)
{
    return wait([&](engine::RuleDesk::SaveReplies replies) { return m_desk.save(draft, force, std::move(replies)); },
                lookFor);
}

KeptRules::Saved KeptRules::undo(const std::optional<engine::RuleHome> &home, engine::SaveForce force,
                                 std::chrono::milliseconds lookFor)
{
    return wait([&](engine::RuleDesk::SaveReplies replies) { return m_desk.undo(home, force, std::move(replies)); },
                lookFor);
}

std::vector<engine::SaveRecord> KeptRules::saves()
{
    const auto out =
        answerOf<std::vector<engine::SaveRecord>>([&](auto reply) { return m_desk.saves(std::move(reply)); });
    return out ? *out : std::vector<engine::SaveRecord>();
}

} // namespace wf::app
