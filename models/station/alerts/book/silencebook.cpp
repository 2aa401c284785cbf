// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/book/silencebook.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace wf::station {

using signals::Silence;
using signals::SilenceState;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station", text);
}

base::Error refused(const QString &why)
{
    return base::makeError(base::ErrorKind::BadRequest, tr("The silence was not accepted: %1").arg(why));
}
base::Error unknown(const QString &id)
{
    return base::makeError(base::ErrorKind::NotFound, tr("There is no silence with this id"), id);
}

// Nothing when it is sound.
std::optional<base::Error> fault(const Silence &silence, qint64 nowNs)
{
    if (silence.startsNs <= 0 || silence.endsNs <= 0)
        return refused(tr("it needs a start and an end"));
    if (silence.startsNs >= silence.endsNs)
        return refused(tr("its start must be before its end"));
    if (silence.endsNs < nowNs)
        return refused(tr("its end cannot be in the past"));
    if (silence.createdBy.isEmpty() || silence.comment.isEmpty())
        return refused(tr("it needs an author and a comment"));
    if (silence.matchers.empty())
        return refused(tr("it needs at least one matcher"));
    const auto matchers = compiled(silence.matchers);
    if (!matchers)
        return refused(matchers.error().summary);
    if (std::ranges::all_of(*matchers, [](const signals::LabelMatcher &m) { return m.matches(std::string_view()); }))
        return refused(tr("at least one matcher must not match the empty text, or it would silence everything"));
    for (const auto &matcher : silence.matchers)
        if (matcher.name.isEmpty())
            return refused(tr("a matcher has no name"));
    return std::nullopt;
}

bool canStay(const Silence &before, const Silence &after, qint64 nowNs)
{
    if (before.matchers != after.matchers)
        return false;
    switch (silenceStateAt(before, nowNs)) {
    case SilenceState::Active:
        return before.startsNs / base::nsPerSecond == after.startsNs / base::nsPerSecond && after.endsNs >= nowNs;
    case SilenceState::Pending:
        return after.startsNs >= nowNs;
    case SilenceState::Expired:
        break;
    }
    return false;
}

KeptSilence ended(KeptSilence kept, qint64 nowNs)
{
    if (silenceStateAt(kept.silence, nowNs) == SilenceState::Pending)
        kept.silence.startsNs = nowNs;
    kept.silence.endsNs = nowNs;
    kept.silence.updatedNs = nowNs;
    return kept;
}

} // namespace

SilenceState silenceStateAt(const Silence &silence, qint64 nowNs)
{
    if (nowNs < silence.startsNs)
        return SilenceState::Pending;
    return nowNs >= silence.endsNs ? SilenceState::Expired : SilenceState::Active;
}

base::Result<std::vector<signals::LabelMatcher>> compiled(const std::vector<signals::Matcher> &matchers)
{
    using Op = signals::LabelMatcher::Op;
    std::vector<signals::LabelMatcher> out;
    for (const auto &matcher : matchers) {
        const Op op = matcher.isEqual   ? matcher.isRegex ? Op::Regex : Op::Equal
                      : matcher.isRegex ? Op::NotRegex
                                        : Op::NotEqual;
        auto made = signals::LabelMatcher::make(op, matcher.name.toStdString(), matcher.value.toStdString());
        if (!made)
            return made.error();
        out.push_back(std::move(*made));
    }
    return out;
}

void SilenceBook::adopt(std::vector<KeptSilence> kept)
{
    for (auto &one : kept)
        m_silences.insert_or_assign(one.silence.id, std::move(one));
    for (const auto &[id, one] : m_silences) {
        const auto replaced = m_silences.find(one.replaces);
        if (replaced != m_silences.end() && replaced->second.silence.updatedNs < one.silence.updatedNs &&
            replaced->second.silence.endsNs > one.silence.startsNs)
            replaced->second =
                ended(replaced->second, std::max(replaced->second.silence.startsNs, one.silence.startsNs));
    }
}

base::Result<SilenceChange> SilenceBook::put(Silence silence, qint64 nowNs, const QString &freshId) const
{
    if (const auto wrong = fault(silence, nowNs))
        return *wrong;
    const auto before = m_silences.find(silence.id);
    if (!silence.id.isEmpty() && before == m_silences.end())
        return unknown(silence.id);
    silence.updatedNs = nowNs;
    silence.source.clear();
    if (before != m_silences.end() && canStay(before->second.silence, silence, nowNs))
        return SilenceChange{silence.id, {{silence, before->second.replaces}}};
    if (m_silences.size() >= most)
        return base::makeError(
            base::ErrorKind::TooLarge,
            tr("There are %1 silences already; expire some or wait until old ones are forgotten").arg(most));
    SilenceChange change;
    const QString earlier = silence.id;
    silence.id = change.id = freshId;
    silence.startsNs = std::max(silence.startsNs, nowNs);
    const bool replaces =
        before != m_silences.end() && silenceStateAt(before->second.silence, nowNs) != SilenceState::Expired;
    change.written.push_back({silence, replaces ? earlier : QString()});
    if (replaces)
        change.written.push_back(ended(before->second, nowNs));
    return change;
}

base::Result<SilenceChange> SilenceBook::expire(const QString &id, qint64 nowNs) const
{
    const auto known = m_silences.find(id);
    if (known == m_silences.end())
        return unknown(id);
    if (silenceStateAt(known->second.silence, nowNs) == SilenceState::Expired)
        return SilenceChange{id, {}};
    return SilenceChange{id, {ended(known->second, nowNs)}};
}

void SilenceBook::apply(const SilenceChange &change)
{
    for (const auto &one : change.written)
        m_silences.insert_or_assign(one.silence.id, one);
}

std::vector<Silence> SilenceBook::list(qint64 nowNs) const
{
    std::vector<Silence> out;
    for (const auto &[id, kept] : m_silences) {
        out.push_back(kept.silence);
        out.back().state = silenceStateAt(kept.silence, nowNs);
    }
    return out;
}

QStringList SilenceBook::collect(qint64 nowNs)
{
    QStringList gone;
    for (auto it = m_silences.begin(); it != m_silences.end();) {
        if (it->second.silence.endsNs + retentionNs < nowNs) {
            gone << it->first;
            it = m_silences.erase(it);
        } else
            ++it;
    }
    return gone;
}

} // namespace wf::station
