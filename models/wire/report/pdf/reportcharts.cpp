// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/signals/report/figures.h"
#include "models/signals/report/words.h"
#include "models/wire/report/pdf/look.h"
#include "models/wire/report/pdf/reportparts.h"

#include <cmath>

// The two figures of a report. What they show is also said in their alternative texts.
namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::Report;
using signals::ReportBurn;
using signals::ReportDays;

namespace {

constexpr double plotIndent = 36.3; // for the words of the axis
constexpr double axisGap = 4.8;
const PdfStyle axisStyle{PdfFace::Regular, 7.4, look::quiet};

void axisMark(PdfFlow &flow, double y, const QString &words, bool isDashed)
{
    const double x = flow.left + plotIndent;
    flow.pdf.line(x, y, flow.right, y, isDashed ? 0.6 : 0.5, isDashed ? look::quiet : look::hairline, isDashed);
    flow.pdf.textRight(x - axisGap, y + 2.6, words, axisStyle);
}

void drawDayBars(PdfFlow &flow, const ReportDays &days, const signals::MissingScale &scale, double top, double height)
{
    PdfDocument &pdf = flow.pdf;
    const auto count = static_cast<double>(days.shares.size());
    const double each = (flow.width() - plotIndent) / count;
    const double bar = std::min(11.8, each * 0.78);
    const auto every = static_cast<std::size_t>(std::ceil(count / 31));
    for (std::size_t i = 0; i < days.shares.size(); ++i) {
        const double middle = flow.left + plotIndent + each * (static_cast<double>(i) + 0.5);
        const auto &share = days.shares[i];
        const QString name = QString::number(static_cast<int>(i) + days.firstDay);
        if (i % every == 0)
            pdf.text(middle - pdf.widthOf(name, axisStyle) / 2, top + height + 17, name,
                     look::in(axisStyle, share ? look::ink : look::faint));
        if (!share)
            continue;
        const bool isBelow = *share < days.target;
        const double length = std::max(scale.at(*share), 1.0);
        pdf.fillRectangle(middle - bar / 2, top, bar, length, isBelow ? look::bad.mark : look::good.mark);
        if (isBelow && count <= 31) {
            const QString words = u"day %1, %2"_s.arg(name, signals::percentWord(*share));
            const PdfStyle style = look::in(axisStyle, look::bad.text);
            const double wide = pdf.widthOf(words, style);
            // Beside the bar, where no other bar hangs down; else the bar alone tells it.
            const auto isFree = [&](double from) {
                const double first = flow.left + plotIndent;
                for (std::size_t k = 0; k < days.shares.size(); ++k) {
                    const double at = first + each * (static_cast<double>(k) + 0.5);
                    if (k != i && at + bar / 2 > from && at - bar / 2 < from + wide && days.shares[k] &&
                        std::max(scale.at(*days.shares[k]), 1.0) > length - 15)
                        return false;
                }
                return from >= first && from + wide < flow.right;
            };
            const double right = middle + bar / 2 + 4;
            const double left = middle - bar / 2 - 4 - wide;
            if (isFree(right) || isFree(left))
                pdf.text(isFree(right) ? right : left, top + length - 8, words, style);
        }
    }
}

struct BurnPlot {
    base::TimeRange range;
    double left, width, top, height, most;
    [[nodiscard]] std::pair<double, double> at(const ReportBurn::Point &p) const
    {
        const double share = static_cast<double>(std::clamp(p.atNs, range.startNs, range.endNs) - range.startNs) /
                             static_cast<double>(std::max<qint64>(1, range.lengthNs()));
        return {left + width * share, top + height * (1 - std::clamp(p.minutes / most, 0.0, 1.0))};
    }
};

void drawBurnAxes(PdfFlow &flow, const Report &report, const ReportBurn &burn, const BurnPlot &plot)
{
    PdfDocument &pdf = flow.pdf;
    const double step = signals::roundStep(plot.most);
    for (double v = 0; v < plot.most * 0.97; v += step)
        axisMark(flow, plot.at({0, v}).second, QString::number(v, 'g', 4), false);
    const double allowed = plot.at({0, burn.allowedMinutes}).second;
    pdf.line(plot.left, allowed, flow.right, allowed, 0.7, look::quiet, true);
    pdf.textRight(flow.right, allowed - 4.2, u"allowance %1"_s.arg(signals::minutesWord(burn.allowedMinutes)),
                  look::in(axisStyle, look::ink));
    const auto zone = signals::reportZone(report);
    const QDate first = base::shownAt(report.period.startNs, zone).date();
    const qint64 days = first.daysTo(base::shownAt(report.period.endNs - 1, zone).date()) + 1;
    const qint64 every = days <= 7 ? 1 : days <= 31 ? 5 : (days + 5) / 6;
    for (qint64 day = 1; day <= days; day = day == 1 && every > 1 ? every : day + every) {
        const qint64 noon = base::momentOf(first.addDays(day - 1), QTime(12, 0), zone);
        const QString name = QString::number(day);
        pdf.text(plot.at({noon, 0}).first - pdf.widthOf(name, axisStyle) / 2, plot.top + plot.height + 11, name,
                 axisStyle);
    }
}

void drawBurnLines(PdfFlow &flow, const Report &report, const ReportBurn &burn, const BurnPlot &plot)
{
    PdfDocument &pdf = flow.pdf;
    const PdfColour colour = PdfColour::of(QLatin1String(report.branding.colour.toLatin1()));
    std::vector<std::pair<double, double>> points;
    for (const auto &point : burn.used)
        points.push_back(plot.at(point));
    pdf.polyline(points, 1.3, colour);
    for (const auto &mark : burn.marks) {
        const auto [x, y] = plot.at(mark.at);
        const double wide = pdf.widthOf(mark.words, axisStyle);
        const bool isLeft = x - wide - 4 > plot.left;
        pdf.text(isLeft ? x - wide - 3 : x + 3, y + 6.4, mark.words, axisStyle);
    }
    if (points.empty())
        return;
    const auto [x, y] = points.back();
    for (const auto &path : burn.paths) {
        const PdfColour tone = path.breaches ? look::bad.text : colour;
        const auto end = plot.at(path.end);
        pdf.polyline({{x, y}, end}, 1, tone, true);
        const double wide = pdf.widthOf(path.words, axisStyle);
        const double at = x + 6 + wide < flow.right ? x + 6 : x - 6 - wide;
        pdf.text(at, path.breaches ? std::min(y, end.second + 16) : y + 8, path.words, look::in(axisStyle, tone));
    }
    pdf.fillCircle(x, y, 2.3, look::attention.mark);
}

} // namespace

void drawDays(PdfFlow &flow, const Report &, const ReportDays &days)
{
    if (days.shares.empty())
        return;
    constexpr double height = 71;
    flow.heading(days.title, days.note, height + 40);
    const double top = flow.y + 14.4;
    const signals::MissingScale scale(days, height);
    flow.pdf.open("Figure", "/Alt" + pdfText(signals::inWords(days)));
    flow.pdf.begin();
    axisMark(flow, top, u"100 %"_s, false);
    for (const double mark : {0.99, 0.9})
        if (scale.at(mark) < height && std::abs(scale.at(mark) - scale.at(days.target)) > 9)
            axisMark(flow, top + scale.at(mark), signals::percentWord(mark), false);
    drawDayBars(flow, days, scale, top, height);
    axisMark(flow, top + scale.at(days.target), signals::percentWord(days.target), true);
    flow.pdf.end();
    flow.pdf.close();
    flow.y = top + height + 17;
}

void drawBurn(PdfFlow &flow, const Report &report, const ReportBurn &burn)
{
    constexpr double height = 88;
    flow.heading(burn.title, burn.note, height + 46);
    double most = burn.allowedMinutes;
    for (const auto &point : burn.used)
        most = std::max(most, point.minutes);
    const BurnPlot plot{report.period, flow.left + plotIndent, flow.width() - plotIndent, flow.y + 27,
                        height,        std::max(most, 1e-3)};
    flow.pdf.open("Figure", "/Alt" + pdfText(signals::inWords(burn)));
    flow.pdf.begin();
    drawBurnAxes(flow, report, burn, plot);
    drawBurnLines(flow, report, burn, plot);
    flow.pdf.end();
    flow.pdf.close();
    flow.y = plot.top + height + 11;
}

} // namespace wf::wire
