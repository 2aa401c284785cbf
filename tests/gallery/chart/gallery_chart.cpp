// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paints every state of the chart into PNG files, dark and light: gallery_chart FOLDER
#include "widgets/chart/chartview.h"

#include <QApplication>
#include <QDir>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>
#include <functional>
#include <random>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr qint64 t0 = 1'778'720'047LL * base::nsPerSecond;
constexpr qint64 minute = base::nsPerMinute;

std::shared_ptr<const signals::Series> samples(const std::function<double(double)> &value, int count = 361,
                                               unsigned seed = 1, double noise = 0.03)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> jitter(0, noise);
    auto s = std::make_shared<signals::Series>();
    for (int i = 0; i < count; ++i) {
        s->timesMs.push_back(t0 / base::nsPerMs + i * 10'000);
        const double v = value(i / 360.0);
        s->values.push_back(v + std::fabs(v) * jitter(random));
    }
    return s;
}

double rise(double part, double from, double low, double high)
{
    return low + (high - low) / (1 + std::exp(-(part - from) * 90));
}

ChartSeries series(const char *name, SeriesColor color, std::shared_ptr<const signals::Series> s)
{
    return {QString::fromLatin1(name), QString::fromLatin1(name), color, std::move(s), nullptr};
}

ChartData duration()
{
    ChartData d;
    d.unit = base::Unit::Seconds;
    d.stepNs = 10 * base::nsPerSecond;
    d.series = {series("p50", {SeriesColor::P50}, samples([](double p) { return rise(p, .76, .2, 1.6); }, 361, 1)),
                series("p95", {SeriesColor::P95}, samples([](double p) { return rise(p, .76, .47, 5.1); }, 361, 2)),
                series("p99", {SeriesColor::P99}, samples([](double p) { return rise(p, .74, .79, 6.2); }, 361, 3))};
    ChartBand band;
    for (int i = 0; i < 361; i += 6) {
        band.timesMs.push_back(t0 / base::nsPerMs + i * 10'000);
        band.lower.push_back(.58);
        band.upper.push_back(.995);
    }
    d.bands = {band};
    d.thresholds = {{1.5, QStringLiteral("objective 1.5 s"), true}};
    d.annotations = {
        {ChartAnnotation::Deploy, {t0 + 35 * minute, t0 + 35 * minute}, 0, QStringLiteral("payment v2.31.0"), {}},
        {ChartAnnotation::Incident, {t0 + 43 * minute, t0 + 60 * minute}, 0, {}, {}},
        {ChartAnnotation::Anomaly, {t0 + 40 * minute, t0 + 60 * minute}, 0, {}, {}},
        {ChartAnnotation::Exemplar, {t0 + 50 * minute, t0 + 50 * minute}, 5.6, {}, {}},
        {ChartAnnotation::Exemplar, {t0 + 54 * minute, t0 + 54 * minute}, 6.0, {}, {}}};
    d.labelDeploys = true;
    return d;
}

ChartData requests()
{
    ChartData d;
    d.unit = base::Unit::PerSecond;
    d.stepNs = 10 * base::nsPerSecond;
    d.series = {series("eu-west", {SeriesColor::Palette, 0}, samples([](double) { return 12.5; }, 361, 4, .02)),
                series("us-east", {SeriesColor::Palette, 1}, samples([](double) { return 17.6; }, 361, 5, .02))};
    return d;
}

ChartData withGap()
{
    ChartData d = requests();
    auto s = std::make_shared<signals::Series>(*d.series[0].samples);
    s->timesMs.erase(s->timesMs.begin() + 120, s->timesMs.begin() + 170);
    s->values.erase(s->values.begin() + 120, s->values.begin() + 170);
    d.series[0].samples = s;
    d.series[0].fill = true;
    d.series.pop_back();
    d.staleSinceNs = t0 + 52 * minute;
    d.series[0].samples = [&] {
        auto cut = std::make_shared<signals::Series>(*s);
        while (cut->timesMs.back() * base::nsPerMs > d.staleSinceNs) {
            cut->timesMs.pop_back();
            cut->values.pop_back();
        }
        return cut;
    }();
    return d;
}

ChartData levels(ChartKind kind)
{
    ChartData d;
    d.kind = kind;
    d.stepNs = kind == ChartKind::Bars ? minute : 10 * base::nsPerSecond;
    const auto add = [&](const char *name, signals::LogLevel level, double height, unsigned seed) {
        auto s = std::make_shared<signals::Series>(*samples([&](double p) { return height * (p > .75 ? 2 : 1); },
                                                            kind == ChartKind::Bars ? 61 : 361, seed, .2));
        if (kind == ChartKind::Bars)
            for (std::size_t i = 0; i < s->size(); ++i)
                s->timesMs[i] = t0 / base::nsPerMs + qint64(i) * 60'000;
        d.series.push_back(series(name, {SeriesColor::Level, int(level)}, s));
    };
    add("error", signals::LogLevel::Error, 20, 6);
    add("warn", signals::LogLevel::Warn, 30, 7);
    add("info", signals::LogLevel::Info, 120, 8);
    return d;
}

ChartData many()
{
    ChartData d;
    d.stepNs = 10 * base::nsPerSecond;
    for (int k = 0; k < 40; ++k)
        d.series.push_back(
            series(qPrintable(QStringLiteral("pod-%1").arg(k)), {SeriesColor::Palette, k},
                   samples([&](double p) { return 50 + k + 10 * std::sin(p * 6 + k); }, 361, unsigned(k), .02)));
    return d;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    ChartData points = requests();
    points.kind = ChartKind::Points;
    ChartData compared = requests();
    compared.compare = {
        series("eu-west", {SeriesColor::Palette, 0}, samples([](double p) { return 10 + p; }, 361, 9, .02))};
    const std::vector<std::pair<QString, ChartData>> states{{QStringLiteral("duration"), duration()},
                                                            {QStringLiteral("requests"), requests()},
                                                            {QStringLiteral("gap-stale"), withGap()},
                                                            {QStringLiteral("bars"), levels(ChartKind::Bars)},
                                                            {QStringLiteral("stacked"), levels(ChartKind::Stacked)},
                                                            {QStringLiteral("points"), points},
                                                            {QStringLiteral("compare"), compared},
                                                            {QStringLiteral("many"), many()},
                                                            {QStringLiteral("empty"), {}}};
    for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
        applyTheme(Theme::bundled(mode));
        QImage sheet(3 * 324, 3 * 224, QImage::Format_RGB32);
        sheet.fill(Theme::current().line.panel);
        QPainter p(&sheet);
        for (std::size_t i = 0; i < states.size(); ++i) {
            ChartView view;
            view.resize(323, 223);
            view.setData(std::make_shared<ChartData>(states[i].second));
            view.setRange({t0, t0 + 60 * minute});
            view.show();
            if (i == 0 || i == 4) {
                view.grab();
                const QPointF at(view.scene().x(t0 + 49 * minute + 13 * base::nsPerSecond), 120);
                QMouseEvent move(QEvent::MouseMove, at, at, Qt::NoButton, Qt::NoButton, Qt::NoModifier);
                QApplication::sendEvent(&view, &move);
            }
            const QPixmap picture = view.grab();
            p.drawPixmap(QPoint(int(i % 3) * 324, int(i / 3) * 224), picture);
        }
        p.end();
        sheet.save(folder.filePath(mode == ThemeMode::Dark ? QStringLiteral("chart-dark.png")
                                                           : QStringLiteral("chart-light.png")));
    }
    return 0;
}
