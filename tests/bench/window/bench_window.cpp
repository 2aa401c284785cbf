// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// 50,000 alerts in the Incidents screen itself, offscreen: from the answer of the server, decoded, until the list, one
// changed alert, an acknowledgement or the incidents are painted, and which event kept the GUI thread longest
// meanwhile. Milliseconds on the wall, for threads wait for each other here; of the longest event also its processor
// time.
#include "models/wire/alertmanager/alertmanager.h"
#include "tests/bench/benchline.h"
#include "tests/bench/window/alertwindow.h"
#include "tests/bench/window/guiprobe.h"
#include "tests/support/manyalerts.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowroles.h"

#include <QDateTime>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using bench::AlertWindow;

namespace {

constexpr int count = 50'000;
constexpr int runs = 5;
constexpr qint64 now = 1'778'723'840'000'000'000;
constexpr int stateColumn = 6;
constexpr double stallBar = 8;

bench::ProbedApplication *app = nullptr;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

// Several runs of one figure and of the longest events in them.
struct Figure {
    std::vector<double> ms, cpu, stalls;
    bench::ProbedApplication::Longest worst;
    void add(double value, double cpuMs)
    {
        const auto longest = app->longest();
        ms.push_back(value);
        cpu.push_back(cpuMs);
        stalls.push_back(longest.cpuMs);
        if (longest.cpuMs > worst.cpuMs)
            worst = longest;
    }
    void tell(const char *name, double bar) const
    {
        bench::record(name, median(ms), "ms", "bar", bar);
        bench::record(QByteArray(name).append(".all_threads").constData(), median(cpu), "ms CPU");
        bench::record(QByteArray(name).append(".longest_event").constData(), median(stalls), "ms CPU", "bar", stallBar);
        std::fprintf(stderr, "  longest of all: %.1f ms of processor, %.1f ms on the wall: %s\n", worst.cpuMs, worst.ms,
                     worst.what.constData());
    }
};

double since(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void settle(const AlertWindow &window)
{
    if (!QTest::qWaitFor([&window] { return window.settled(); }, 120'000))
        std::fprintf(stderr, "  not settled\n");
}

void rest(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

// One figure: `act`, then until the painting that shows it. From the answer of the server where `act` asks for one.
template<class Act>
void timed(AlertWindow &window, Figure &figure, std::function<bool()> shows, bool fromAnswer, Act act)
{
    const bench::Shown shown(*window.table(), std::move(shows));
    app->forget();
    QElapsedTimer timer;
    timer.start();
    const double before = bench::cpuMs();
    act();
    if (shown.wait())
        figure.add(since(fromAnswer ? window.server.handed : timer), bench::cpuMs() - before);
    else
        std::fprintf(stderr, "  never shown\n");
}

QString cell(const AlertWindow &window, int row, int column)
{
    return window.table()->model()->index(row, column).data().toString();
}

void aChange(AlertWindow &window, std::vector<signals::Alert> &alerts, Figure &figure)
{
    const int row = 3;
    const auto key = window.table()->model()->index(row, 0).data(widgets::RowKeyRole).toULongLong();
    const auto alert =
        std::ranges::find_if(alerts, [key](const signals::Alert &one) { return engine::alertKey(one) == key; });
    const QString told = u"%1 says something else"_s.arg(figure.ms.size());
    alert->annotations = base::Labels({{"summary", told.toStdString()}});
    double merged = 0;
    const auto heard = QObject::connect(&window.watch, &engine::AlertWatch::changed, &window.watch,
                                        [&] { merged = since(window.server.handed); });
    timed(
        window, figure, [&window, told] { return cell(window, row, 8) == told; }, true, [&] { window.answer(alerts); });
    QObject::disconnect(heard);
    std::fprintf(stderr, "  merged after %.1f ms, painted after %.1f\n", merged, figure.ms.back());
    settle(window);
    rest(2000); // a server is asked every 10 s: the history of this answer is written by then
}

void anAcknowledgement(AlertWindow &window, int row, Figure &figure)
{
    auto *table = window.table();
    table->setCurrentKey(table->model()->index(row, 0).data(widgets::RowKeyRole).toULongLong());
    settle(window);
    timed(
        window, figure, [&window, row] { return cell(window, row, stateColumn) != u"firing"_s; }, false,
        [&] { QTest::keyClick(table, Qt::Key_A); });
    settle(window);
}

// Of all that a filter leaves.
void manyAcknowledgements(AlertWindow &window, const QString &filter, Figure &figure)
{
    window.page->setFilterText(filter);
    settle(window);
    auto *table = window.table();
    const int last = table->model()->rowCount() - 1;
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
    settle(window);
    bench::record("window.acknowledge_many", last + 1, "alerts");
    rest(3000); // what came of those before is written by then
    timed(
        window, figure, [&window] { return cell(window, 0, stateColumn) != u"firing"_s; }, false,
        [&] { QTest::keyClick(table, Qt::Key_A); });
    settle(window); // the longest event of all of it counts
    figure.stalls.back() = app->longest().cpuMs;
    if (app->longest().cpuMs > figure.worst.cpuMs)
        figure.worst = app->longest();
    window.page->setFilterText({});
}

// Of the GUI thread alone: the ledger may still be writing what was seen.
double scrolled(AlertWindow &window)
{
    auto *bar = window.table()->verticalScrollBar();
    std::vector<double> each;
    for (int i = 0; i < 31; ++i) {
        const bench::Shown shown(*window.table(), [] { return true; });
        const double before = bench::threadCpuMs();
        bar->setValue((bar->value() + bar->pageStep()) % std::max(1, bar->maximum()));
        window.table()->viewport()->update();
        (void)shown.wait();
        each.push_back(bench::threadCpuMs() - before);
    }
    return median(std::move(each));
}

// Of each of them: from the key until it is painted, and the longest event.
void keysOf(AlertWindow &window, QWidget *target, const char *name, const std::vector<int> &keys)
{
    Figure figure;
    for (const int key : keys) {
        timed(
            window, figure, [] { return true; }, false, [&] { QTest::keyClick(target, static_cast<Qt::Key>(key)); });
        settle(window); // what comes of it later counts, too
        figure.stalls.back() = app->longest().cpuMs;
        if (app->longest().cpuMs > figure.worst.cpuMs)
            figure.worst = app->longest();
    }
    figure.tell(name, 50);
    bench::record(QByteArray(name).append(".worst_event").constData(), figure.worst.cpuMs, "ms CPU", "bar", stallBar);
}

// Through all rows by keys, as somebody does who looks for something.
void scrolledByKeys(AlertWindow &window)
{
    auto *table = window.table();
    table->setFocus();
    std::vector<int> keys{Qt::Key_Home, Qt::Key_End, Qt::Key_Home};
    for (int i = 0; i < 30; ++i)
        keys.push_back(i % 3 == 0 ? Qt::Key_PageDown : Qt::Key_Down);
    keysOf(window, table, "window.scroll_keys_50k", keys);
}

void typedFilter(AlertWindow &window)
{
    widgets::FilterEdit *edit = nullptr;
    for (auto *one : window.page->findChildren<widgets::FilterEdit *>())
        edit = one->isVisibleTo(window.page.get()) ? one : edit;
    bench::ProbedApplication::Longest worst;
    for (const auto &text : {u"host-12"_s, u"svc:service-4"_s, u"summary:crash"_s, u"row=~\"1.*\""_s, u"te"_s}) {
        edit->setFocus();
        for (const QChar letter : text) {
            app->forget();
            QTest::keyClick(edit, static_cast<char>(letter.toLatin1()));
            settle(window);
            rest(300); // a filter is applied a moment after the last key
            settle(window);
            if (app->longest().cpuMs > worst.cpuMs)
                worst = app->longest();
        }
        std::fprintf(stderr, "  %s: worst so far %.1f ms: %s\n", qPrintable(text), worst.cpuMs, worst.what.constData());
        edit->clear();
        settle(window);
    }
    bench::record("window.type_filter_50k.worst_event", worst.cpuMs, "ms CPU", "bar", stallBar);
    window.page->setFilterText({});
    settle(window);
}

// By every column, both ways, and under group headers.
void arranged(AlertWindow &window)
{
    bench::ProbedApplication::Longest worst;
    const auto step = [&](const std::function<void()> &act) {
        app->forget();
        QMetaObject::invokeMethod(window.page.get(), act, Qt::QueuedConnection); // so that it is an event, too
        QCoreApplication::processEvents();
        settle(window);
        QCoreApplication::processEvents();
        if (app->longest().cpuMs > worst.cpuMs)
            worst = app->longest();
    };
    for (int column = 0; column < static_cast<int>(window.table()->columns().size()); ++column)
        for (int way = 0; way < 3; ++way)
            step([&] { Q_EMIT window.table()->sortRequested(column, way == 1); });
    for (const auto &field : {u"service"_s, u"row"_s, QString()})
        step([&] { window.page->setGroupBy(field); });
    bench::record("window.arrange_50k.worst_event", worst.cpuMs, "ms CPU", "bar", stallBar);
    std::fprintf(stderr, "  %s\n", worst.what.constData());
}

void theList(std::vector<signals::Alert> alerts)
{
    Figure list, change, acknowledge, many;
    std::unique_ptr<AlertWindow> window;
    for (int run = 0; run < 3; ++run) {
        window = std::make_unique<AlertWindow>(now, ui::IncidentsPage::Alerts);
        timed(
            *window, list, [&window] { return window->table()->model()->rowCount() == count; }, true,
            [&] { window->answer(alerts); });
        settle(*window);
    }
    list.tell("window.list_50k", 200);
    for (int run = 0; run < runs; ++run)
        aChange(*window, alerts, change);
    change.tell("window.one_change_50k", 50);
    for (int run = 0; run < runs; ++run)
        anAcknowledgement(*window, 5 + run, acknowledge);
    acknowledge.tell("window.acknowledge_50k", 100);
    const double much = scrolled(*window);
    scrolledByKeys(*window);
    Figure held;
    for (int run = 0; run < runs; ++run)
        aChange(*window, alerts, held);
    held.tell("window.one_change_50k_held", 50);
    typedFilter(*window);
    arranged(*window);
    for (const auto &filter : {u"svc:service-42"_s, u"svc:service-43"_s, u"svc:service-44"_s})
        manyAcknowledgements(*window, filter, many);
    many.tell("window.acknowledge_many_50k", 100);
    AlertWindow small(now, ui::IncidentsPage::Alerts);
    alerts.resize(500);
    small.answer(alerts);
    settle(small);
    bench::record("window.scroll_page_50k", much, "ms CPU", "the same with 500 alerts", scrolled(small));
}

// What comes before all this, on a pool: the bytes of an Alertmanager's answer into alerts.
void decoding(const std::vector<signals::Alert> &alerts)
{
    QJsonArray all;
    for (const auto &one : alerts) {
        const auto object = [](const base::Labels &labels) {
            QJsonObject out;
            for (const auto &[name, value] : labels)
                out.insert(QString::fromStdString(name), QString::fromStdString(value));
            return out;
        };
        const QString at =
            QDateTime::fromMSecsSinceEpoch(one.startsNs / base::nsPerMs, Qt::UTC).toString(Qt::ISODateWithMs);
        all.append(QJsonObject{{u"labels"_s, object(one.labels)},
                               {u"annotations"_s, object(one.annotations)},
                               {u"fingerprint"_s, one.fingerprint},
                               {u"startsAt"_s, at},
                               {u"updatedAt"_s, at},
                               {u"endsAt"_s, at},
                               {u"generatorURL"_s, u"http://prometheus/graph"_s},
                               {u"receivers"_s, QJsonArray{QJsonObject{{u"name"_s, u"team"_s}}}},
                               {u"status"_s, QJsonObject{{u"state"_s, u"active"_s},
                                                         {u"silencedBy"_s, QJsonArray()},
                                                         {u"inhibitedBy"_s, QJsonArray()}}}});
    }
    const std::string body = QJsonDocument(all).toJson(QJsonDocument::Compact).toStdString();
    const double ms = bench::medianCpuMs(5, [&body] {
        if (!wire::alertmanager::decodeAlerts(body))
            std::fprintf(stderr, "  not decoded\n");
    });
    bench::record("window.decode_50k", ms, "ms CPU");
    const wire::alertmanager::AlertTexts before(wire::alertmanager::decodeAlerts(body)->alerts);
    bench::record("window.decode_50k_again",
                  bench::medianCpuMs(5,
                                     [&] {
                                         const auto again = wire::alertmanager::decodeAlerts(body, {}, before);
                                         (void)wire::alertmanager::AlertTexts(again->alerts);
                                     }),
                  "ms CPU");
}

void theIncidents(const std::vector<signals::Alert> &alerts)
{
    Figure list;
    for (int run = 0; run < 3; ++run) {
        AlertWindow window(now, ui::IncidentsPage::Incidents);
        timed(
            window, list, [&window] { return window.table()->model()->rowCount() > 0; }, true,
            [&] { window.answer(alerts); });
        settle(window);
    }
    list.tell("window.incidents_50k", 1200);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    bench::ProbedApplication application(argc, argv);
    app = &application;
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const auto runsIt = [&wanted](QLatin1StringView what) { return wanted.isEmpty() || wanted.contains(what); };
    auto alerts = support::manyAlerts(count, now);
    std::ranges::sort(alerts, {}, &signals::Alert::fingerprint); // as an Alertmanager tells them
    if (runsIt("decode"_L1))
        decoding(alerts);
    if (runsIt("list"_L1))
        theList(alerts);
    if (runsIt("incidents"_L1))
        theIncidents(alerts);
    return 0;
}
