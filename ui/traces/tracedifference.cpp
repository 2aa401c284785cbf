// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracedifference.h"

#include <QCoreApplication>

#include <cmath>
#include <map>
#include <set>

namespace wf::ui {

namespace {

std::set<QString> traitsOf(const signals::TraceSummary &trace)
{
    std::set<QString> traits{trace.rootOperation};
    if (trace.errorCount)
        traits.insert(QCoreApplication::translate("Traces", "failed"));
    for (const auto &s : trace.services)
        traits.insert(s.service);
    for (const auto &[name, value] : trace.rootTags)
        traits.insert(QString::fromStdString(name) + QStringLiteral(" = ") + QString::fromStdString(value));
    return traits;
}

std::map<QString, double> sharesOf(const std::vector<const signals::TraceSummary *> &traces)
{
    std::map<QString, double> shares;
    for (const auto *trace : traces)
        for (const auto &trait : traitsOf(*trace))
            shares[trait] += 1.0 / static_cast<double>(traces.size());
    return shares;
}

QString percent(double share)
{
    return QString::number(std::lround(share * 100)) + QStringLiteral("\u2009%");
}

} // namespace

QString differenceInWords(const std::vector<const signals::TraceSummary *> &chosen,
                          const std::vector<const signals::TraceSummary *> &rest)
{
    if (chosen.empty() || rest.empty())
        return {};
    const auto there = sharesOf(rest);
    QString best;
    double here = 0, elsewhere = 0;
    for (const auto &[trait, share] : sharesOf(chosen)) {
        const auto other = there.find(trait);
        const double otherShare = other == there.end() ? 0 : other->second;
        if (share - otherShare > here - elsewhere + 1e-9) {
            best = trait;
            here = share;
            elsewhere = otherShare;
        }
    }
    return here - elsewhere < 0.2 ? QString()
                                  : QCoreApplication::translate("Traces", "%1 %2, elsewhere %3")
                                        .arg(best, percent(here), percent(elsewhere));
}

} // namespace wf::ui
