// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/review/pictures.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr double left = 110; // of the plot: names of lanes and figures of the axis stand before it
constexpr double laneHeight = 16;
constexpr double axisHeight = 16;
constexpr double chartHeight = 120;
constexpr std::size_t mostLanes = 24;
constexpr std::size_t mostLines = 6;
constexpr std::array inks{Ink::First, Ink::Second, Ink::Third, Ink::Fourth, Ink::Fifth, Ink::Sixth};

Shape box(Ink ink, double x, double y, double width, double height)
{
    return {Shape::Kind::Box, ink, x, y, width, height, {}, false, {}, Shape::Anchor::Left};
}

Shape line(Ink ink, double x1, double y1, double x2, double y2, bool isDashed = false)
{
    return {Shape::Kind::Line, ink, x1, y1, x2, y2, {}, isDashed, {}, Shape::Anchor::Left};
}

Shape text(Ink ink, double x, double baseline, const QString &words, Shape::Anchor anchor = Shape::Anchor::Left)
{
    return {Shape::Kind::Text, ink, x, baseline, 0, 0, {}, false, words, anchor};
}

class TimeAxis {
public:
    TimeAxis(base::TimeRange range, double width) : m_range(range), m_width(width) {}
    [[nodiscard]] double at(qint64 ns) const
    {
        const double share = static_cast<double>(std::clamp(ns, m_range.startNs, m_range.endNs) - m_range.startNs) /
                             static_cast<double>(std::max<qint64>(1, m_range.lengthNs()));
        return left + (m_width - left) * share;
    }
    // About six ticks on whole minutes, hours or days.
    void draw(Picture &picture, double top, double bottom) const
    {
        constexpr std::array<qint64, 12> steps{1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440};
        qint64 stepNs = steps.back() * base::nsPerMinute;
        for (const qint64 minutes : steps)
            if (minutes * base::nsPerMinute * 7 >= m_range.lengthNs()) {
                stepNs = minutes * base::nsPerMinute;
                break;
            }
        stepNs *= std::max<qint64>(1, m_range.lengthNs() / (stepNs * 10));
        for (qint64 ns = (m_range.startNs / stepNs + 1) * stepNs; ns <= m_range.endNs; ns += stepNs) {
            picture.shapes.push_back(line(Ink::Hairline, at(ns), top, at(ns), bottom));
            const QString words = stepNs >= base::nsPerDay ? base::isoTime(ns).mid(5, 5) : base::hourMinute(ns);
            picture.shapes.push_back(text(Ink::Quiet, at(ns), bottom + 11, words, Shape::Anchor::Middle));
        }
    }

private:
    base::TimeRange m_range;
    double m_width;
};

Ink inkOf(signals::Severity severity)
{
    return severity == signals::Severity::Critical  ? Ink::Bad
           : severity == signals::Severity::Warning ? Ink::Attention
                                                    : Ink::Quiet;
}

QString shortened(const QString &name, qsizetype most)
{
    return name.size() <= most ? name : QString(name.left(most - 1) + u'…');
}

// A round step of which about four fit.
double stepFor(double most)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(most, 1e-12) / 4)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (most / (power * factor) <= 5)
            return power * factor;
    return power * 10;
}

double greatest(const ReviewPaper::Chart &chart)
{
    double out = chart.threshold.value_or(0);
    for (const auto &one : chart.lines)
        for (const auto &[ns, value] : one.points)
            if (std::isfinite(value))
                out = std::max(out, value);
    return out > 0 ? out : 1;
}

void drawLine(const ReviewPaper::Line &one, Ink ink, const TimeAxis &axis, double most, Picture &picture)
{
    Shape path{Shape::Kind::Path, ink, 0, 0, 0, 0, {}, false, {}, Shape::Anchor::Left};
    const auto flush = [&] {
        if (path.points.size() > 1)
            picture.shapes.push_back(path);
        path.points.clear();
    };
    for (const auto &[ns, value] : one.points)
        if (std::isfinite(value))
            path.points.emplace_back(axis.at(ns), 4 + chartHeight * (1 - std::clamp(value / most, 0.0, 1.0)));
        else
            flush();
    flush();
}

} // namespace

Picture onsetPicture(const ReviewPaper &paper, double width)
{
    Picture out;
    out.width = width;
    if (paper.lanes.empty())
        return out;
    const std::size_t lanes = std::min(paper.lanes.size(), mostLanes);
    const double bottom = 4 + laneHeight * static_cast<double>(lanes);
    const TimeAxis axis(paper.range, width);
    axis.draw(out, 2, bottom);
    QStringList words;
    for (std::size_t i = 0; i < lanes; ++i) {
        const auto &lane = paper.lanes[i];
        const double y = 4 + laneHeight * static_cast<double>(i);
        out.shapes.push_back(text(Ink::Dark, left - 8, y + 10.5, shortened(lane.name, 20), Shape::Anchor::Right));
        out.shapes.push_back(box(Ink::Track, left, y + 4.5, width - left, 7));
        qint64 first = paper.range.endNs;
        for (const auto &firing : lane.firings) {
            const double x = axis.at(firing.range.startNs);
            out.shapes.push_back(
                box(inkOf(firing.severity), x, y + 4.5, std::max(1.5, axis.at(firing.range.endNs) - x), 7));
            first = std::min(first, firing.range.startNs);
        }
        words << u"%1 from %2"_s.arg(lane.name, base::timeOfDay(first));
    }
    for (const auto &deploy : paper.deploys)
        out.shapes.push_back(line(Ink::First, axis.at(deploy.ns), 0, axis.at(deploy.ns), bottom, true));
    for (const auto &deploy : paper.deploys)
        words << u"%1 at %2"_s.arg(deploy.words, base::timeOfDay(deploy.ns));
    if (paper.lanes.size() > lanes)
        words << u"%1 more services"_s.arg(paper.lanes.size() - lanes);
    out.height = bottom + axisHeight;
    out.words = u"When alerts of each service fired: "_s + words.join(u"; "_s) + u'.';
    return out;
}

Picture symptomPicture(const ReviewPaper &paper, double width)
{
    return paper.chart ? chartPicture(*paper.chart, paper.range, paper.openedNs, width) : Picture{width, 0, {}, {}};
}

Picture chartPicture(const ReviewPaper::Chart &chart, base::TimeRange range, qint64 openedNs, double width)
{
    Picture out;
    out.width = width;
    if (chart.lines.empty())
        return out;
    const bool hasOpened = range.contains(openedNs);
    const double step = stepFor(greatest(chart) * 1.02);
    const double most = std::ceil(greatest(chart) * 1.02 / step) * step;
    const double bottom = 4 + chartHeight;
    const TimeAxis axis(range, width);
    const auto yOf = [most](double value) { return 4 + chartHeight * (1 - std::clamp(value / most, 0.0, 1.0)); };
    for (int i = 0; i * step <= most * 1.001; ++i) {
        out.shapes.push_back(line(Ink::Hairline, left, yOf(i * step), width, yOf(i * step)));
        out.shapes.push_back(
            text(Ink::Quiet, left - 8, yOf(i * step) + 2.6, QString::number(i * step, 'g', 4), Shape::Anchor::Right));
    }
    axis.draw(out, 4, bottom);
    if (hasOpened)
        out.shapes.push_back(line(Ink::Bad, axis.at(openedNs), 0, axis.at(openedNs), bottom, true));
    QStringList words;
    double legend = left;
    for (std::size_t i = 0; i < std::min(chart.lines.size(), mostLines); ++i) {
        const auto &one = chart.lines[i];
        drawLine(one, inks.at(i), axis, most, out);
        const QString name = shortened(one.name, 34);
        out.shapes.push_back(box(inks.at(i), legend, bottom + 20, 8, 3));
        out.shapes.push_back(text(Ink::Quiet, legend + 12, bottom + 24, name));
        legend += 24 + 4.2 * static_cast<double>(name.size());
        if (legend > width - 90)
            legend = width; // the rest of the names is in the words
        double top = 0;
        for (const auto &[ns, value] : one.points)
            top = std::isfinite(value) ? std::max(top, value) : top;
        words << u"%1 up to %2"_s.arg(one.name, QString::number(top, 'g', 4));
    }
    std::erase_if(out.shapes,
                  [width](const Shape &shape) { return shape.x >= width && shape.y > 4 + chartHeight + 15; });
    if (chart.threshold) {
        out.shapes.push_back(line(Ink::Quiet, left, yOf(*chart.threshold), width, yOf(*chart.threshold), true));
        words << u"threshold %1"_s.arg(QString::number(*chart.threshold, 'g', 4));
    }
    out.height = bottom + axisHeight + 14;
    out.words = u"%1: %2."_s.arg(chart.title, words.join(u"; "_s));
    if (hasOpened)
        out.words += u" The first alert began at %1."_s.arg(base::timeOfDay(openedNs));
    return out;
}

} // namespace wf::wire
