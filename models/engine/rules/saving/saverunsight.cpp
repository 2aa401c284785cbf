// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/saverun.h"

// What comes after a save: the server reads it and evaluates it.
namespace wf::engine {

using base::ErrorKind;

namespace {
constexpr int lookEveryMs = 2'000;
}

void SaveRun::haveItRead()
{
    m_saved.words +=
        home().kind == RuleHomeKind::File ? m_wish.draft.removesAll ? tr("%1 was taken away.").arg(home().file)
                                                                    : tr("%1 was written.").arg(home().file)
        : m_wish.draft.removesAll ? tr("%1 took the group %2 away.").arg(home().sourceName, m_wish.draft.before.group)
                                  : tr("%1 keeps the group %2 now.").arg(home().sourceName, m_wish.draft.before.group);
    if (home().kind == RuleHomeKind::Ruler) {
        m_saved.isRead = true;
        m_saved.words += u' ' + tr("It looks for changes by itself, about every minute, and evaluates then.");
        hasRead(base::Done{});
        return;
    }
    if (!m_parts.port) {
        m_saved.words += u' ' + tr("%1 is no longer among the sources: nobody was told.").arg(home().sourceName);
        answer(m_saved);
        sight({RuleSeen::NotAsked, tr("Nobody was asked."), {}});
        return;
    }
    m_request = m_parts.port->reloadRules([this](const base::Status &status) {
        m_saved.isRead = status.ok();
        if (status)
            m_saved.words += u' ' + tr("%1 has read it.").arg(home().sourceName);
        hasRead(status);
    });
}

void SaveRun::hasRead(const base::Status &status)
{
    bool isBroken = false;
    if (!status) {
        const base::Error &error = status.error();
        isBroken = error.kind == ErrorKind::Unavailable;
        m_saved.detail = error.detail;
        m_saved.words +=
            u' ' + (isBroken ? tr("%1 could not load it and goes on with its former rules.").arg(home().sourceName)
                             : error.summary);
        if (!m_saved.words.endsWith(u'.'))
            m_saved.words += u'.';
    }
    answer(m_saved);
    if (isBroken)
        return sight({RuleSeen::LoadFailed, tr("%1 could not load its rules.").arg(home().sourceName), m_saved.detail});
    if (!m_replies.seen)
        return sight({});
    m_lookUntilNs =
        m_parts.clock.monotonicNs() + (m_saved.isRead ? std::chrono::nanoseconds(m_parts.lookFor).count() : qint64{0});
    look();
}

void SaveRun::look()
{
    m_request =
        m_parts.port->evaluatedRules([this](const base::Result<std::vector<signals::Rule>> &rules) { looked(rules); });
}

void SaveRun::looked(const base::Result<std::vector<signals::Rule>> &rules)
{
    if (!rules)
        return sight({RuleSeen::NotAsked, tr("%1 could not be asked for its rules.").arg(home().sourceName),
                      rules.error().summary});
    const RuleSighting now = sightingOf(m_wish.draft, *rules);
    const bool isOpen = now.seen == RuleSeen::Missing || now.seen == RuleSeen::Waiting;
    if (isOpen && m_parts.clock.monotonicNs() < m_lookUntilNs && m_replies.seen) {
        m_again.start(lookEveryMs);
        return;
    }
    if (now.seen == RuleSeen::Missing && home().kind == RuleHomeKind::File)
        return lookAtReload(now);
    sight(now);
}

void SaveRun::lookAtReload(RuleSighting sighting)
{
    m_request = m_parts.port->lastReload([this, sighting](const base::Result<sources::RuleReload> &reload) {
        if (reload && !reload->wasSuccessful)
            return sight({RuleSeen::LoadFailed,
                          tr("%1 could not load its rules and goes on with the former ones.").arg(home().sourceName),
                          {}});
        sight(sighting);
    });
}

void SaveRun::sight(const RuleSighting &sighting)
{
    if (m_replies.seen)
        m_replies.seen(sighting);
    Q_EMIT finished();
}

} // namespace wf::engine
