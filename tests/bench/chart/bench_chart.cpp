// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Full repaint and pan of many lines at 1600 x 800, in CPU milliseconds, against peers in the same run: a QPainter
// polyline over minimum and maximum per pixel column, Qt Charts given the same reduced points, and uPlot in a browser.
#include "tests/bench/benchline.h"
#include "tests/bench/chart/browserpeer.h"
#include "widgets/chart/raster/plotimage.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <cmath>
#include <string>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr int width = 1600, height = 800;
constexpr qint64 startMs = 1'700'000'000'000, stepMs = 15'000;

struct Data {
    std::vector<signals::Series> series;
    double low = 1e300, high = -1e300;
    Data(int count, int samples)
    {
        quint64 state = 12345;
        for (int k = 0; k < count; ++k) {
            signals::Series s;
            double value = 50 + k;
            for (int i = 0; i < samples; ++i) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                value += static_cast<double>(state >> 11) / 9007199254740992.0 - 0.5;
                s.timesMs.push_back(startMs + i * stepMs);
                s.values.push_back(value);
                low = std::min(low, value);
                high = std::max(high, value);
            }
            series.push_back(std::move(s));
        }
    }
    [[nodiscard]] base::TimeRange range() const
    {
        return {startMs * base::nsPerMs, series.front().timesMs.back() * base::nsPerMs};
    }
};

QColor colour(int k)
{
    return QColor::fromHsv(k * 47 % 360, 200, 200);
}

// Up to four points a pixel column, as a chart that reduces its own data does.
void reduce(const signals::Series &s, base::TimeRange range, QList<QPointF> &out)
{
    out.clear();
    const double perColumn = static_cast<double>(range.lengthNs()) / width;
    const auto first =
        std::lower_bound(s.timesMs.begin(), s.timesMs.end(), range.startNs / base::nsPerMs) - s.timesMs.begin();
    int column = -1;
    double x = 0, low = 0, high = 0, begin = 0, last = 0;
    const auto flush = [&] {
        if (column >= 0)
            out << QPointF(x, begin) << QPointF(x, low) << QPointF(x, high) << QPointF(x, last);
    };
    for (auto i = static_cast<std::size_t>(first); i < s.size() && s.timesMs[i] * base::nsPerMs <= range.endNs; ++i) {
        const int c = static_cast<int>(static_cast<double>(s.timesMs[i] * base::nsPerMs - range.startNs) / perColumn);
        if (c != column) {
            flush();
            column = c;
            x = static_cast<double>(s.timesMs[i]);
            begin = low = high = s.values[i];
        }
        last = s.values[i];
        low = std::min(low, last);
        high = std::max(high, last);
    }
    flush();
}

void paintPolylines(QImage &frame, const Data &data, base::TimeRange range)
{
    frame.fill(Qt::white);
    QPainter p(&frame);
    p.setRenderHint(QPainter::Antialiasing);
    QList<QPointF> points;
    const double sx = width / (static_cast<double>(range.lengthNs()) / base::nsPerMs),
                 sy = height / (data.high - data.low);
    for (std::size_t k = 0; k < data.series.size(); ++k) {
        reduce(data.series[k], range, points);
        for (QPointF &q : points)
            q = {(q.x() - static_cast<double>(range.startNs / base::nsPerMs)) * sx, height - (q.y() - data.low) * sy};
        QPen pen(colour(static_cast<int>(k)));
        pen.setCosmetic(true);
        p.setPen(pen);
        p.drawPolyline(points.data(), static_cast<int>(points.size()));
    }
}

class QtChartsPeer {
public:
    explicit QtChartsPeer(const Data &data) : m_data(data)
    {
        auto *chart = new QChart;
        chart->legend()->hide();
        m_view.setChart(chart);
        m_view.resize(width, height);
        chart->addAxis(m_x, Qt::AlignBottom);
        chart->addAxis(m_y, Qt::AlignLeft);
        m_y->setRange(data.low, data.high);
        for (std::size_t k = 0; k < data.series.size(); ++k) {
            auto *line = new QLineSeries;
            line->setPen(QPen(colour(static_cast<int>(k)), 1));
            chart->addSeries(line);
            line->attachAxis(m_x);
            line->attachAxis(m_y);
            m_lines.push_back(line);
        }
    }
    void paint(QImage &frame, base::TimeRange range)
    {
        QList<QPointF> points;
        for (std::size_t k = 0; k < m_lines.size(); ++k) {
            reduce(m_data.series[k], range, points);
            m_lines[k]->replace(points);
        }
        m_x->setRange(static_cast<double>(range.startNs / base::nsPerMs),
                      static_cast<double>(range.endNs / base::nsPerMs));
        static_cast<QWidget &>(m_view).render(&frame);
    }

private:
    const Data &m_data;
    QChartView m_view;
    QValueAxis *m_x = new QValueAxis, *m_y = new QValueAxis;
    std::vector<QLineSeries *> m_lines;
};

enum class Peers { Painter, Charts, Browser }; // each with those before

void measure(const char *tag, int count, int samples, Peers peers)
{
    const Data data(count, samples);
    const base::TimeRange all = data.range();
    const base::TimeRange most{all.startNs, all.startNs + all.lengthNs() / 100 * 98};
    QImage frame(width, height, QImage::Format_RGB32);
    const auto name = [&](const char *what) { return std::string(what) + " " + tag; };

    const double built = bench::cpuMs();
    std::vector<LineColumn> columns;
    std::vector<PlotLine> lines;
    for (const signals::Series &s : data.series)
        columns.emplace_back(s, stepMs * base::nsPerMs);
    for (int k = 0; k < count; ++k)
        lines.push_back({&columns[static_cast<std::size_t>(k)], colour(k).rgb(), 1, 0});
    bench::record(name("chart build columns").c_str(), bench::cpuMs() - built, "ms cpu");
    std::size_t bytes = 0;
    for (const LineColumn &c : columns)
        bytes += c.bytes();
    bench::record(name("chart memory of columns").c_str(), static_cast<double>(bytes) / 1048576, "MiB");

    PlotImage plot;
    quint64 generation = 0;
    const auto paint = [&](const PlotView &view) {
        plot.render(view, lines, generation);
        frame.fill(Qt::white);
        QPainter(&frame).drawImage(0, 0, plot.image());
    };
    const double full = bench::medianCpuMs(15, [&] {
        ++generation;
        paint(PlotView::of(generation % 2 ? all : most, width, height, data.low, data.high));
    });
    PlotView view = PlotView::of({all.startNs, all.startNs + all.lengthNs() / 2}, width, height, data.low, data.high);
    plot.render(view, lines, generation);
    int moves = 0;
    const double pan = bench::medianCpuMs(31, [&] {
        view.firstColumn += ++moves % 40 < 20 ? 16 : -16;
        paint(view);
    });

    int flip = 0;
    const double polylines = bench::medianCpuMs(5, [&] { paintPolylines(frame, data, ++flip % 2 ? all : most); });
    bench::record(name("chart full repaint").c_str(), full, "ms cpu", "QPainter min/max AA polyline", polylines);
    bench::record(name("chart pan 1 %").c_str(), pan, "ms cpu", "QPainter min/max AA polyline", polylines);
    if (peers == Peers::Painter)
        return;
    QtChartsPeer peer(data);
    const double qtCharts = bench::medianCpuMs(3, [&] { peer.paint(frame, ++flip % 2 ? all : most); });
    bench::record(name("chart full repaint").c_str(), full, "ms cpu", "Qt Charts min/max", qtCharts);
    bench::record(name("chart pan 1 %").c_str(), pan, "ms cpu", "Qt Charts min/max", qtCharts);
    if (peers != Peers::Browser)
        return;
    if (const auto browser = bench::measureInBrowser(count, samples)) {
        bench::record(name("chart full repaint").c_str(), full, "ms cpu", browser->peer.c_str(), browser->full);
        bench::record(name("chart pan 1 %").c_str(), pan, "ms cpu", browser->peer.c_str(), browser->pan);
    }
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    measure("10x1k", 10, 1000, Peers::Charts);
    measure("50x11k", 50, 11'000, Peers::Charts);
    measure("200x11k", 200, 11'000, Peers::Browser);
    measure("1x10M", 1, 10'000'000, Peers::Painter);
    return 0;
}
