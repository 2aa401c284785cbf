// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The alert list with 50,000 alerts against the textbook way, QSortFilterProxyModel under a QTableView, on the same
// alerts: CPU milliseconds until the view has repainted. Ours is the list as the Incidents screen has it.
#include "models/base/timetext.h"
#include "models/engine/noise/noisewatch.h"
#include "models/items/alerts/alertlist.h"
#include "models/store/store.h"
#include "tests/bench/benchline.h"
#include "tests/models/engine/acknowledge/memorybook.h"
#include "tests/support/manyalerts.h"
#include "ui/incidents/alertrows.h"
#include "widgets/table/rowtable.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QTemporaryDir>

using namespace wf;

namespace {

constexpr int alerts = 50'000;
constexpr int runs = 7;
constexpr qint64 now = 1'778'724'847'000'000'000;
constexpr int keyRole = Qt::UserRole;

class PlainModel final : public QAbstractTableModel {
public:
    explicit PlainModel(engine::AlertSnapshotPtr snapshot) : m_snapshot(std::move(snapshot))
    {
        for (const auto &alert : m_snapshot->alerts)
            m_values.push_back(alert.alert.value.value_or(0));
    }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_values.size());
    }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 8; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole && role != keyRole)
            return {};
        const auto &a = m_snapshot->alerts[static_cast<std::size_t>(index.row())];
        const double value = m_values[static_cast<std::size_t>(index.row())];
        switch (index.column()) {
        case 0:
            return role == keyRole ? QVariant(static_cast<int>(a.alert.severity()))
                                   : QVariant(signals::severityName(a.alert.severity()));
        case 1:
            return a.alert.name();
        case 2:
            return a.service;
        case 3:
            return a.instance;
        case 4:
            return role == keyRole ? QVariant(a.alert.startsNs) : QVariant(base::dayAndTime(a.alert.startsNs, now));
        case 5:
            return role == keyRole ? QVariant(value) : QVariant(QString::number(value, 'f', 2));
        case 6:
            return engine::handlingName(a.handling);
        default:
            return a.alert.annotations.text("summary");
        }
    }
    void touch(int row, double value)
    {
        m_values[static_cast<std::size_t>(row)] = value;
        Q_EMIT dataChanged(index(row, 5), index(row, 5));
    }

private:
    engine::AlertSnapshotPtr m_snapshot;
    std::vector<double> m_values;
};

// Waits until the view has painted once more.
class Painted final : public QObject {
public:
    explicit Painted(QAbstractScrollArea &view) : m_view(view) { view.viewport()->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    void next()
    {
        const int before = m_count;
        m_view.viewport()->update();
        while (m_count == before)
            QCoreApplication::processEvents();
    }

private:
    QAbstractScrollArea &m_view;
    int m_count = 0;
};

struct Figures {
    double list = 0, filter = 0, clear = 0, sortText = 0, sortNumber = 0, update = 0, scroll = 0;
};

template<class View, class Filter, class Sort, class Update>
void measure(View &view, Painted &painted, Figures &f, Filter filter, Sort sort, Update update)
{
    const auto timed = [&](auto act) {
        return bench::medianCpuMs(runs, [&] {
            act();
            painted.next();
        });
    };
    std::vector<double> filtered, cleared;
    for (int i = 0; i <= runs; ++i) {
        const double start = bench::cpuMs();
        filter(QStringLiteral("service-42"));
        painted.next();
        const double between = bench::cpuMs();
        filter(QString());
        painted.next();
        if (i > 0) {
            filtered.push_back(between - start);
            cleared.push_back(bench::cpuMs() - between);
        }
    }
    std::sort(filtered.begin(), filtered.end());
    std::sort(cleared.begin(), cleared.end());
    f.filter = filtered[runs / 2];
    f.clear = cleared[runs / 2];
    int turn = 0;
    f.sortText = timed([&] { sort(1, ++turn % 2 == 0); });
    f.sortNumber = timed([&] { sort(5, ++turn % 2 == 0); });
    f.update = timed([&] { update(++turn); });
    f.scroll = timed([&] {
        auto *bar = view.verticalScrollBar();
        bar->setValue((bar->value() + bar->pageStep()) % bar->maximum());
    });
}

Figures stock(const engine::AlertSnapshotPtr &snapshot)
{
    Figures f;
    PlainModel model(snapshot);
    QSortFilterProxyModel proxy;
    proxy.setSortRole(keyRole);
    proxy.setFilterKeyColumn(-1);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    QTableView view;
    view.resize(1400, 900);
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setDefaultSectionSize(26);
    view.verticalHeader()->hide();
    Painted painted(view);
    view.setModel(&proxy);
    view.show();
    painted.next();
    const double before = bench::cpuMs();
    proxy.setSourceModel(&model);
    proxy.sort(0);
    painted.next();
    f.list = bench::cpuMs() - before;
    measure(
        view, painted, f, [&](const QString &text) { proxy.setFilterFixedString(text); },
        [&](int column, bool down) { proxy.sort(column, down ? Qt::DescendingOrder : Qt::AscendingOrder); },
        [&](int turn) {
            for (int i = 0; i < 1000; ++i)
                model.touch((i * 47 + turn) % alerts, (i * 31 + turn) % 1000);
        });
    return f;
}

engine::AlertIndexPtr changed(const engine::AlertSnapshotPtr &snapshot, int turn)
{
    auto next = std::make_shared<engine::AlertSnapshot>(*snapshot);
    for (int i = 0; i < 1000; ++i) {
        const auto at = static_cast<std::size_t>((i * 47 + turn) % alerts);
        auto one = next->alerts[at];
        one.alert.value = (i * 31 + turn) % 1000;
        next->alerts.replace(at, std::move(one));
    }
    auto out = engine::AlertIndex::build(next);
    out->prepare(); // as the screen does behind what it shows
    return out;
}

Figures ours(const engine::AlertSnapshotPtr &snapshot)
{
    Figures f;
    const base::ManualClock clock(now);
    const async::Pools pools;
    const sources::SourceSet none;
    engine::AlertWatch watch(none, clock, pools, {});
    tests::MemoryBook book;
    engine::AckDesk desk(none, watch, book, clock, {});
    const QTemporaryDir dir;
    store::StoreOptions options;
    options.directory = dir.path();
    options.maintenanceMs = 0;
    store::Store files(options, clock);
    engine::ServiceCatalog services(none, {}, clock);
    const engine::NoiseWatch noise({watch, services, files.ledger()}, clock, pools);
    items::AlertList list;
    ui::AlertRows rows(list, desk, noise, clock);
    widgets::RowTable view;
    view.resize(1400, 900);
    view.setColumns({{.width = 34},
                     {.stretch = 3},
                     {.width = 96},
                     {.stretch = 2},
                     {.width = 78},
                     {.width = 64},
                     {.width = 116},
                     {.hidden = true},
                     {.stretch = 5}});
    view.setModel(&rows, [&list](quint64 key) { return list.rowOf(key); });
    Painted painted(view);
    view.show();
    painted.next();
    const double before = bench::cpuMs();
    list.setIndex(engine::AlertIndex::build(snapshot), now);
    painted.next();
    f.list = bench::cpuMs() - before;
    std::vector<engine::AlertIndexPtr> states;
    for (int turn = 0; turn < 64; ++turn)
        states.push_back(turn < runs + 2 ? changed(snapshot, turn)
                                         : states[static_cast<std::size_t>(turn % (runs + 2))]);
    measure(
        view, painted, f, [&](const QString &text) { list.setFilter(engine::parseAlertFilter(text).filter, now); },
        [&](int column, bool down) {
            list.setOrder({static_cast<engine::AlertColumn>(column + 1), down}, now);
        },
        [&](int turn) { list.setIndex(states[static_cast<std::size_t>(turn % 64)], now); });
    bench::record("table.order_50k", bench::medianCpuMs(3, [&] { return engine::AlertIndex::build(snapshot); }), "ms");
    bench::record("table.index_50k", bench::medianCpuMs(3, [&] { engine::AlertIndex::build(snapshot)->prepare(); }),
                  "ms");
    return f;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    const auto snapshot = support::manyAlertsSnapshot(alerts, now);
    const Figures theirs = stock(snapshot);
    const Figures mine = ours(snapshot);
    const char *peer = "QSortFilterProxyModel + QTableView";
    bench::record("table.list_50k", mine.list, "ms", peer, theirs.list);
    bench::record("table.filter_50k", mine.filter, "ms", peer, theirs.filter);
    bench::record("table.clear_filter_50k", mine.clear, "ms", peer, theirs.clear);
    bench::record("table.sort_text_50k", mine.sortText, "ms", peer, theirs.sortText);
    bench::record("table.sort_number_50k", mine.sortNumber, "ms", peer, theirs.sortNumber);
    bench::record("table.update_1000_of_50k_gui", mine.update, "ms", peer, theirs.update);
    bench::record("table.scroll_page", mine.scroll, "ms", peer, theirs.scroll);
    return 0;
}
