// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/rulerows.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Severity;
using Kind = RuleRow::Kind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleRows", text);
}

quint64 keyOf(Kind kind, const QString &name)
{
    return qHashMulti(0x5275, static_cast<int>(kind), name) | 1;
}

QString baseName(const QString &file)
{
    const QString name = file.section(u'/', -1, -1, QString::SectionSkipEmpty);
    return name.isEmpty() ? tr("no file") : name;
}

// Which rules a filter leaves.
class Filter {
public:
    Filter(const RuleSnapshot &snapshot, const QString &text) : m_isSet(!text.trimmed().isEmpty())
    {
        for (const auto &one : snapshot.alertingOn(text.trimmed()))
            m_onMetric.insert(one.rule.get());
        m_words = text.split(u' ', Qt::SkipEmptyParts);
    }
    [[nodiscard]] bool isSet() const { return m_isSet; }
    [[nodiscard]] bool passes(const KnownRule &rule) const
    {
        if (!m_onMetric.isEmpty())
            return m_onMetric.contains(&rule);
        return std::ranges::all_of(m_words, [&rule](const QString &word) {
            if (const auto condition = ruleConditionOf(word.toLower()); condition && *condition == rule.condition)
                return true;
            const auto has = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
            return has(rule.rule.name) || has(rule.rule.group) || has(rule.rule.file) || has(rule.sourceName) ||
                   has(rule.rule.query);
        });
    }

private:
    bool m_isSet;
    QSet<const KnownRule *> m_onMetric;
    QStringList m_words;
};

class Rows {
public:
    Rows(const RuleSnapshot &snapshot, const RuleRowChoice &choice)
        : m_snapshot(snapshot), m_choice(choice), m_filter(snapshot, choice.filter)
    {
    }

    std::vector<RuleRow> all()
    {
        if (!m_filter.isSet())
            addNeedy();
        for (const auto &source : m_snapshot.sources)
            addSource(source);
        return std::move(m_rows);
    }

private:
    [[nodiscard]] bool isOpen(quint64 key, bool byItself) const { return byItself != m_choice.toggled.contains(key); }

    void addNeedy()
    {
        std::vector<KnownRulePtr> needy;
        for (const auto &group : m_snapshot.groups)
            for (const auto &rule : group.rules)
                if (rule->condition <= RuleCondition::Firing)
                    needy.push_back(rule);
        if (needy.empty())
            return;
        std::ranges::stable_sort(needy, {},
                                 [](const KnownRulePtr &rule) { return std::pair(markOf(*rule), rule->condition); });
        RuleRow head;
        head.kind = Kind::Head;
        head.title = tr("Fires, fails or is late");
        head.key = keyOf(Kind::Head, u"needy"_s);
        head.count = static_cast<int>(needy.size());
        head.isOpen = isOpen(head.key, true);
        head.mark = markOf(*needy.front());
        const bool shows = head.isOpen;
        m_rows.push_back(std::move(head));
        for (std::size_t i = 0; shows && i < std::min(needy.size(), mostLookedAt); ++i)
            addRule(needy[i], 0, u"needy\n"_s);
    }

    void addRule(const KnownRulePtr &rule, int depth, const QString &where)
    {
        RuleRow row;
        row.key = keyOf(Kind::Rule, where + rule->key);
        row.title = rule->rule.name;
        row.depth = depth;
        row.mark = markOf(*rule);
        row.rule = rule;
        m_rows.push_back(std::move(row));
    }

    // A row above others, filled in once they are known.
    std::size_t addBranch(Kind kind, const QString &name, const QString &title, int depth)
    {
        RuleRow row;
        row.kind = kind;
        row.key = keyOf(kind, name);
        row.title = title;
        row.depth = depth;
        m_rows.push_back(std::move(row));
        return m_rows.size() - 1;
    }

    void finish(std::size_t branch, std::size_t up)
    {
        m_rows[up].count += m_rows[branch].count;
        m_rows[up].mark = signals::worse(m_rows[up].mark, m_rows[branch].mark);
    }

    void addSource(const RuleSourceView &source)
    {
        if (source.hasNone())
            return;
        const std::size_t place = addBranch(Kind::Source, source.id, source.name, 0);
        m_rows[place].error = source.error;
        if (source.error)
            m_rows[place].mark = Severity::Warning;
        m_rows[place].isOpen = isOpen(m_rows[place].key, true);
        const auto &groups = m_snapshot.groups;
        for (std::size_t i = 0; i < groups.size();) {
            std::size_t end = i + 1;
            if (groups[i].source == source.id) {
                while (end < groups.size() && groups[end].source == source.id && groups[end].file == groups[i].file)
                    ++end;
                addFile(place, i, end);
            }
            i = end;
        }
        const bool isEmpty = m_rows[place].count == 0;
        if (isEmpty && (m_filter.isSet() || !source.error))
            m_rows.resize(place);
        else if (!m_rows[place].isOpen)
            m_rows.resize(place + 1);
    }

    void addFile(std::size_t source, std::size_t first, std::size_t end)
    {
        const QString &file = m_snapshot.groups[first].file;
        const QString name = m_snapshot.groups[first].source + u'\n' + file;
        const std::size_t place = addBranch(Kind::File, name, baseName(file), 1);
        m_rows[place].path = file;
        m_rows[place].isOpen = isOpen(m_rows[place].key, true);
        for (std::size_t i = first; i < end; ++i)
            addGroup(place, m_snapshot.groups[i]);
        finish(place, source);
        if (m_rows[place].count == 0)
            m_rows.resize(place);
        else if (!m_rows[place].isOpen)
            m_rows.resize(place + 1);
    }

    void addGroup(std::size_t file, const KnownGroup &group)
    {
        const QString name = QStringList{group.source, group.file, group.name}.join(u'\n');
        const std::size_t place = addBranch(Kind::Group, name, group.name, 2);
        RuleRow &row = m_rows[place];
        row.intervalNs = group.intervalNs;
        row.tookNs = group.tookNs;
        row.lastNs = group.lastNs;
        for (const auto &rule : group.rules)
            if (m_filter.passes(*rule)) {
                ++row.count;
                row.mark = signals::worse(row.mark, markOf(*rule));
            }
        if (row.count == 0) {
            m_rows.resize(place);
            return;
        }
        row.isOpen = isOpen(row.key, m_filter.isSet() || m_snapshot.rules <= manyRules);
        const bool shows = row.isOpen;
        finish(place, file);
        for (const auto &rule : group.rules)
            if (shows && m_filter.passes(*rule))
                addRule(rule, 3, {});
    }

    const RuleSnapshot &m_snapshot;
    const RuleRowChoice &m_choice;
    Filter m_filter;
    std::vector<RuleRow> m_rows;
};

} // namespace

Severity markOf(const KnownRule &rule)
{
    switch (rule.condition) {
    case RuleCondition::Failing:
        return Severity::Critical;
    case RuleCondition::Late:
        return Severity::Warning;
    case RuleCondition::Firing:
        return signals::severityFromLabel(rule.rule.labels.text("severity"));
    case RuleCondition::Pending:
        return Severity::Info;
    case RuleCondition::Unknown:
        return Severity::Unknown;
    case RuleCondition::Fine:
        break;
    }
    return Severity::Ok;
}

std::vector<RuleRow> ruleRows(const RuleSnapshot &snapshot, const RuleRowChoice &choice)
{
    return Rows(snapshot, choice).all();
}

} // namespace wf::engine
