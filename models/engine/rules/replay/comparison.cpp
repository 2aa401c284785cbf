// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/comparison.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleReplay", text);
}

bool goTogether(const JudgedFiring &a, const JudgedFiring &b, const Replay &of, const Replay &with)
{
    const qint64 slackNs = std::max(of.stepNs, with.stepNs);
    if (a.firing.startNs > b.firing.endNs + slackNs || b.firing.startNs > a.firing.endNs + slackNs)
        return false;
    return std::ranges::all_of(a.labels, [&](const base::Labels::Pair &pair) {
        const bool isOwn = of.rule.labels.has(pair.first) || with.rule.labels.has(pair.first);
        const auto other = b.labels.value(pair.first);
        return isOwn || other.empty() || other == pair.second;
    });
}

} // namespace

ReplayComparison compared(const Replay &today, const Replay &draft)
{
    ReplayComparison out;
    out.today = static_cast<int>(today.firings.size());
    out.draft = static_cast<int>(draft.firings.size());
    out.isAdded.assign(draft.firings.size(), true);
    std::vector<qint64> sooner;
    for (const auto &one : today.firings) {
        bool isKept = false;
        for (std::size_t i = 0; i < draft.firings.size(); ++i) {
            if (!goTogether(one, draft.firings[i], today, draft))
                continue;
            if (!isKept && out.isAdded[i])
                sooner.push_back(one.firing.startNs - draft.firings[i].firing.startNs);
            isKept = true;
            out.isAdded[i] = false;
        }
        out.dropped += isKept ? 0 : 1;
        out.usefulDropped += !isKept && one.context.worth == FiringWorth::Useful ? 1 : 0;
    }
    out.added = static_cast<int>(std::ranges::count(out.isAdded, true));
    if (!sooner.empty()) {
        std::ranges::sort(sooner);
        out.soonerNs = sooner[sooner.size() / 2];
    }
    return out;
}

QString comparisonWords(const ReplayComparison &comparison)
{
    const QString today = comparison.today == 0   ? tr("As it runs, it would not have fired.")
                          : comparison.today == 1 ? tr("As it runs: once.")
                                                  : tr("As it runs: %1 times.").arg(comparison.today);
    QStringList does;
    if (comparison.dropped > 0)
        does << (comparison.usefulDropped > 0
                     ? tr("drops %1, %2 of them useful").arg(comparison.dropped).arg(comparison.usefulDropped)
                     : tr("drops %1").arg(comparison.dropped));
    if (comparison.added > 0)
        does << tr("adds %1").arg(comparison.added);
    if (comparison.soonerNs > 0)
        does << tr("fires %1 sooner").arg(base::humanDuration(comparison.soonerNs));
    if (comparison.soonerNs < 0)
        does << tr("fires %1 later").arg(base::humanDuration(-comparison.soonerNs));
    if (does.isEmpty())
        return comparison.draft == comparison.today ? today + u' ' + tr("The change makes no difference.") : today;
    return today + u' ' + tr("The change %1.").arg(does.join(u", "_s));
}

} // namespace wf::engine
