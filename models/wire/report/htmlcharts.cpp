// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/htmlcharts.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/signals/report/figures.h"
#include "models/signals/report/words.h"
#include "models/wire/html/htmlbuilder.h"

#include <QRegularExpression>

#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;
using namespace signals;

namespace {

constexpr double width = 796, plotLeft = 56;

QString textAt(double x, double y, const QString &words, const char *anchor, const QString &more = {})
{
    return u"<text x=\"%1\" y=\"%2\" text-anchor=\"%3\"%4>%5</text>"_s.arg(svgNumber(x), svgNumber(y),
                                                                           QLatin1String(anchor), more, escaped(words));
}

QString lineAt(double x1, double y1, double x2, double y2, const char *colour, bool isDashed = false)
{
    return u"<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" stroke=\"%5\"%6/>"_s.arg(
        svgNumber(x1), svgNumber(y1), svgNumber(x2), svgNumber(y2), QLatin1String(colour),
        isDashed ? u" stroke-dasharray=\"5 4\""_s : QString());
}

QString box(double x, double y, double w, double h, const char *colour)
{
    return u"<rect x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" fill=\"%5\"/>"_s.arg(
        svgNumber(x), svgNumber(y), svgNumber(w), svgNumber(h), QLatin1String(colour));
}

QString picture(double height, const QString &words, const QString &inside)
{
    return u"<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\">%4</svg>"_s.arg(
        svgNumber(width), svgNumber(height), escaped(words), inside);
}

QString dayBar(const ReportDays &days, std::size_t i, const MissingScale &scale)
{
    const double each = (width - plotLeft) / static_cast<double>(days.shares.size());
    const double middle = plotLeft + each * (static_cast<double>(i) + 0.5);
    const auto every = static_cast<std::size_t>(std::ceil(static_cast<double>(days.shares.size()) / 31));
    const QString name = QString::number(static_cast<int>(i) + days.firstDay);
    QString out = i % every == 0 ? textAt(middle, 150, name, "middle") : QString();
    if (!days.shares[i])
        return out;
    const bool isBelow = *days.shares[i] < days.target;
    const double length = std::max(scale.at(*days.shares[i]), 1.5);
    return out + u"<g><title>day %1, %2</title>"_s.arg(name, percentWord(*days.shares[i])) +
           box(middle - each * 0.39, 10, each * 0.78, length, isBelow ? "#CF3A2E" : "#2B8352") + u"</g>"_s;
}

} // namespace

QString allowanceBar(const ReportClause &clause)
{
    if (!clause.usedMinutes || !clause.allowedMinutes)
        return {};
    const double share = *clause.allowedMinutes > 0 ? *clause.usedMinutes / *clause.allowedMinutes
                         : *clause.usedMinutes > 0  ? 2
                                                    : 0;
    const char *colour = clause.verdict == ReportVerdict::Breached ? "#CF3A2E"
                         : clause.verdict == ReportVerdict::AtRisk ? "#B47A05"
                                                                   : "#2B8352";
    return u"<svg width=\"130\" height=\"12\" viewBox=\"0 0 130 12\" aria-hidden=\"true\">"_s +
           box(0, 3, 104, 6, "#E7EBEE") + box(0, 3, 104 * std::clamp(share, 0.0, 1.22), 6, colour) +
           box(103.5, 0, 1.2, 12, "#14191D") + u"</svg>"_s;
}

QString daysChart(const ReportDays &days)
{
    constexpr double height = 110;
    const MissingScale scale(days, height);
    QString inside;
    const auto axis = [&](double share, bool isTarget) {
        const double y = 10 + scale.at(share);
        inside += lineAt(plotLeft, y, width, y, isTarget ? "#59656E" : "#D3DADE", isTarget) +
                  textAt(plotLeft - 8, y + 4, percentWord(share), "end");
    };
    axis(1, false);
    for (const double mark : {0.99, 0.9})
        if (scale.at(mark) < height && std::abs(scale.at(mark) - scale.at(days.target)) > 14)
            axis(mark, false);
    for (std::size_t i = 0; i < days.shares.size(); ++i)
        inside += dayBar(days, i, scale);
    axis(days.target, true);
    return picture(158, inWords(days), inside);
}

QString burnChart(const Report &report, const ReportBurn &burn)
{
    constexpr double top = 28, height = 140;
    double most = std::max(burn.allowedMinutes, 1e-3);
    for (const auto &point : burn.used)
        most = std::max(most, point.minutes);
    const auto x = [&](qint64 ns) {
        return plotLeft + (width - plotLeft) *
                              static_cast<double>(std::clamp(ns, report.period.startNs, report.period.endNs) -
                                                  report.period.startNs) /
                              static_cast<double>(std::max<qint64>(1, report.period.lengthNs()));
    };
    const auto y = [&](double minutes) { return top + height * (1 - std::clamp(minutes / most, 0.0, 1.0)); };
    QString inside;
    const double step = roundStep(most);
    for (double v = 0; v < most * 0.97; v += step)
        inside += lineAt(plotLeft, y(v), width, y(v), "#D3DADE") +
                  textAt(plotLeft - 8, y(v) + 4, QString::number(v, 'g', 4), "end");
    inside += lineAt(plotLeft, y(burn.allowedMinutes), width, y(burn.allowedMinutes), "#59656E", true) +
              textAt(width, y(burn.allowedMinutes) - 6, u"allowance "_s + minutesWord(burn.allowedMinutes), "end");
    const auto zone = reportZone(report);
    const QDate first = base::shownAt(report.period.startNs, zone).date();
    const qint64 days = first.daysTo(base::shownAt(report.period.endNs - 1, zone).date()) + 1;
    const qint64 every = days <= 7 ? 1 : (days + 5) / 6;
    for (qint64 day = 1; day <= days; day += every)
        inside += textAt(x(base::momentOf(first.addDays(day - 1), QTime(12, 0), zone)), top + height + 17,
                         QString::number(day), "middle");
    static const QRegularExpression colourForm(u"^#[0-9A-Fa-f]{6}$"_s);
    const QString colour = colourForm.match(report.branding.colour).hasMatch() ? report.branding.colour : u"#0C6B80"_s;
    QStringList points;
    for (const auto &point : burn.used)
        points << svgNumber(x(point.atNs)) + u',' + svgNumber(y(point.minutes));
    inside +=
        u"<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%1\" points=\"%2\"/>"_s.arg(colour, points.join(u' '));
    for (const auto &mark : burn.marks) {
        const bool isLeft = x(mark.at.atNs) > plotLeft + 150;
        inside +=
            textAt(x(mark.at.atNs) + (isLeft ? -5 : 5), y(mark.at.minutes) + 12, mark.words, isLeft ? "end" : "start");
    }
    for (const auto &path : burn.used.empty() ? std::vector<ReportBurn::Path>() : burn.paths) {
        const auto &from = burn.used.back();
        inside += lineAt(x(from.atNs), y(from.minutes), x(path.end.atNs), y(path.end.minutes),
                         path.breaches ? "#B0241B" : "#0C6B80", true);
        const bool isLeft = x(from.atNs) > width * 0.55;
        inside += textAt(x(from.atNs) + (isLeft ? -9 : 9),
                         path.breaches ? std::min(y(from.minutes), y(path.end.minutes) + 26) : y(from.minutes) + 14,
                         path.words, isLeft ? "end" : "start",
                         path.breaches ? u" style=\"fill:#B0241B\""_s : u" style=\"fill:#0A6175\""_s);
    }
    return picture(top + height + 26, inWords(burn), inside);
}

} // namespace wf::wire
