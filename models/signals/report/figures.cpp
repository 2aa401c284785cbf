// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/report/figures.h"

#include "models/signals/report/words.h"

#include <cmath>

namespace wf::signals {

using namespace Qt::StringLiterals;

MissingScale::MissingScale(const ReportDays &days, double height)
{
    double most = 0.01;
    for (const auto &share : days.shares)
        most = std::max(most, share ? 1 - *share : 0);
    m_least = std::clamp((1 - days.target) / 48, 1e-7, most / 50);
    m_perFold = height / std::log(most / m_least);
}

double MissingScale::at(double share) const
{
    return std::max(0.0, std::log(std::max(1 - share, m_least) / m_least) * m_perFold);
}

double roundStep(double most)
{
    const double rough = most / 4.5;
    const double power = std::pow(10, std::floor(std::log10(std::max(rough, 1e-3))));
    for (const double step : {1.0, 2.0, 5.0})
        if (rough <= step * power)
            return step * power;
    return 10 * power;
}

QString inWords(const ReportDays &days)
{
    int below = 0, known = 0;
    std::size_t worst = 0;
    for (std::size_t i = 0; i < days.shares.size(); ++i) {
        if (!days.shares[i])
            continue;
        below += *days.shares[i] < days.target ? 1 : 0;
        if (known++ == 0 || *days.shares[i] < *days.shares[worst])
            worst = i;
    }
    if (known == 0)
        return u"%1: no day has a figure."_s.arg(days.title);
    return u"%1: of %2 days with figures, %3 below %4; the lowest is day %5 with %6."_s.arg(
        days.title, QString::number(known), QString::number(below), percentWord(days.target),
        QString::number(static_cast<int>(worst) + days.firstDay), percentWord(*days.shares[worst]));
}

QString inWords(const ReportBurn &burn)
{
    QString out = u"%1: %2 of %3 used."_s.arg(burn.title, minutesWord(burn.used.empty() ? 0 : burn.used.back().minutes),
                                              minutesWord(burn.allowedMinutes));
    for (const auto &path : burn.paths)
        out += u' ' + path.words + u'.';
    return out;
}

} // namespace wf::signals
