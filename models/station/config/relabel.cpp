// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/relabel.h"

#include "models/query/promql/text/expandgroups.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace wf::station {

using Action = RelabelOptions::Action;
using Pairs = std::vector<base::Labels::Pair>;

namespace {

constexpr int mostGroups = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Error invalid(const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, why);
}

std::string valueOf(const Pairs &pairs, const std::string &name)
{
    const auto found = std::ranges::find(pairs, name, &base::Labels::Pair::first);
    return found == pairs.end() ? std::string() : found->second;
}

void set(Pairs &pairs, const std::string &name, std::string value)
{
    const auto found = std::ranges::find(pairs, name, &base::Labels::Pair::first);
    if (value.empty()) {
        if (found != pairs.end())
            pairs.erase(found);
    } else if (found != pairs.end()) {
        found->second = std::move(value);
    } else {
        pairs.emplace_back(name, std::move(value));
    }
}

using Groups = std::vector<re2::StringPiece>;

std::string expanded(const std::string &pattern, const re2::RE2 &regex, const Groups &groups)
{
    std::string out;
    query::expandGroups(out, pattern, regex, groups);
    return out;
}

bool capture(const re2::RE2 &regex, const std::string &text, Groups &groups)
{
    groups.assign(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1, {});
    return regex.Match(text, 0, text.size(), re2::RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(groups.size()));
}

std::string inCase(const std::string &text, bool upper)
{
    const QString all = QString::fromStdString(text);
    return (upper ? all.toUpper() : all.toLower()).toStdString();
}

// The last eight bytes of the MD5 as a big-endian number, as Prometheus spreads targets.
quint64 hashOf(const std::string &text)
{
    const QByteArray digest =
        QCryptographicHash::hash({text.data(), static_cast<qsizetype>(text.size())}, QCryptographicHash::Md5);
    quint64 hash = 0;
    for (const char c : digest.last(8))
        hash = hash << 8 | static_cast<unsigned char>(c);
    return hash;
}

bool needsTarget(Action action)
{
    switch (action) {
    case Action::Replace:
    case Action::HashMod:
    case Action::Lowercase:
    case Action::Uppercase:
    case Action::KeepEqual:
    case Action::DropEqual:
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<Action> relabelAction(const std::string &name)
{
    static constexpr std::array<std::pair<const char *, Action>, 11> names{{{"replace", Action::Replace},
                                                                            {"keep", Action::Keep},
                                                                            {"drop", Action::Drop},
                                                                            {"keepequal", Action::KeepEqual},
                                                                            {"dropequal", Action::DropEqual},
                                                                            {"hashmod", Action::HashMod},
                                                                            {"labelmap", Action::LabelMap},
                                                                            {"labeldrop", Action::LabelDrop},
                                                                            {"labelkeep", Action::LabelKeep},
                                                                            {"lowercase", Action::Lowercase},
                                                                            {"uppercase", Action::Uppercase}}};
    const std::string lower = inCase(name, false);
    for (const auto &[text, action] : names)
        if (lower == text)
            return action;
    return std::nullopt;
}

base::Result<RelabelRule> RelabelRule::make(RelabelOptions options)
{
    if (needsTarget(options.action) && options.targetLabel.empty())
        return invalid(tr("this action needs a target_label"));
    if (options.action == Action::HashMod && options.modulus == 0)
        return invalid(tr("hashmod needs a modulus above 0"));
    re2::RE2::Options how;
    how.set_log_errors(false);
    how.set_dot_nl(true);
    auto regex = std::make_shared<re2::RE2>(options.regex, how);
    if (!regex->ok())
        return invalid(tr("the regular expression is not understood: %1").arg(QString::fromStdString(regex->error())));
    if (regex->NumberOfCapturingGroups() > mostGroups)
        return invalid(tr("the regular expression has more than %1 groups").arg(mostGroups));
    RelabelRule rule(std::move(options));
    rule.m_regex = std::move(regex);
    return rule;
}

bool RelabelRule::matches(const std::string &text) const
{
    return re2::RE2::FullMatch(text, *m_regex);
}

void RelabelRule::replace(Pairs &pairs, const std::string &source) const
{
    Groups groups;
    if (!capture(*m_regex, source, groups))
        return;
    const std::string target = expanded(m_options.targetLabel, *m_regex, groups);
    if (!target.empty())
        set(pairs, target, expanded(m_options.replacement, *m_regex, groups));
}

void RelabelRule::mapLabels(Pairs &pairs) const
{
    Groups groups;
    const Pairs before = pairs;
    for (const auto &[name, value] : before)
        if (capture(*m_regex, name, groups))
            if (const std::string target = expanded(m_options.replacement, *m_regex, groups); !target.empty())
                set(pairs, target, value);
}

bool RelabelRule::apply(Pairs &pairs) const
{
    std::string source;
    for (std::size_t i = 0; i < m_options.sourceLabels.size(); ++i)
        source += (i > 0 ? m_options.separator : std::string()) + valueOf(pairs, m_options.sourceLabels[i]);
    const std::string &target = m_options.targetLabel;
    switch (m_options.action) {
    case Action::Keep:
        return matches(source);
    case Action::Drop:
        return !matches(source);
    case Action::KeepEqual:
        return valueOf(pairs, target) == source;
    case Action::DropEqual:
        return valueOf(pairs, target) != source;
    case Action::Replace:
        replace(pairs, source);
        break;
    case Action::Lowercase:
    case Action::Uppercase:
        set(pairs, target, inCase(source, m_options.action == Action::Uppercase));
        break;
    case Action::HashMod:
        set(pairs, target, std::to_string(hashOf(source) % m_options.modulus));
        break;
    case Action::LabelMap:
        mapLabels(pairs);
        break;
    case Action::LabelDrop:
        std::erase_if(pairs, [this](const auto &pair) { return matches(pair.first); });
        break;
    case Action::LabelKeep:
        std::erase_if(pairs, [this](const auto &pair) { return !matches(pair.first); });
        break;
    }
    return true;
}

std::optional<base::Labels> relabelled(Pairs pairs, const std::vector<RelabelRule> &rules)
{
    for (const auto &rule : rules)
        if (!rule.apply(pairs))
            return std::nullopt;
    return base::Labels(std::move(pairs));
}

} // namespace wf::station
