// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/window/alertwindow.h"

#include "models/engine/alerts/alertplace.h"

namespace wf::bench {

using namespace Qt::StringLiterals;

namespace {

const QString who = u"Mara Lindqvist"_s;

store::StoreOptions storeIn(const QTemporaryDir &dir)
{
    store::StoreOptions out;
    out.directory = dir.path() + u"/state"_s;
    out.maintenanceMs = 0;
    return out;
}

// As the program reads them, not the usual names alone.
engine::AlertWatch::Options watching()
{
    const engine::SubjectRules rules;
    engine::AlertWatch::Options out;
    out.resolve = engine::PlaceReader({rules.service, rules.region, rules.instance, true});
    return out;
}

} // namespace

async::Request ReadySource::alerts(sources::Reply<signals::AlertAnswer> reply)
{
    if (!ready)
        return FakeAlertSource::alerts(std::move(reply));
    QTimer::singleShot(0, this, [this, reply = std::move(reply), answer = std::exchange(ready, nullptr)] {
        handed.start();
        reply(std::move(*answer));
    });
    return async::Request();
}

AlertWindow::AlertWindow(qint64 nowNs, ui::IncidentsPage::Tab tab)
    : clock(nowNs),
      server(clock, u"am"_s),
      metrics(u"Prometheus"_s),
      set{{&metrics}, {&server}, {}, {}},
      files(storeIn(dir), clock),
      book(files.ledger()),
      watch(set, clock, pools, watching()),
      desk(set, watch, book, clock, {who, false, {}}),
      presets(files.ledger()),
      recorder(watch, files.alerts(), {}),
      services(set, {}, clock),
      incidents({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, who),
      reader(set, nullptr, clock),
      causes({incidents, services, reader, set, files.ledger()}, clock, pools, who),
      story({incidents, services, causes, files.ledger()}, clock, who),
      reviews(story, files.ledger(), clock, who),
      similar({incidents, causes, files.ledger()}, pools),
      history(files.alerts(), clock, pools),
      noise({watch, services, files.ledger()}, clock, pools),
      context(clock)
{
    desk.start();
    incidents.start();
    causes.start();
    noise.start();
    page = std::make_unique<ui::IncidentsPage>(ui::IncidentsPage::Parts{watch, incidents, causes, story, history, noise,
                                                                        services, desk, presets, recorder, reader,
                                                                        pools, reviews, similar},
                                               context);
    page->setTab(tab);
    page->resize(1600, 1000);
    page->show();
    page->activateWindow();
    page->setActive(true);
}

AlertWindow::~AlertWindow() = default;

void AlertWindow::answer(const std::vector<signals::Alert> &alerts)
{
    server.ready = std::make_shared<signals::AlertAnswer>(signals::AlertAnswer{alerts, {}});
    watch.pollNow();
}

widgets::RowTable *AlertWindow::table() const
{
    for (auto *one : page->findChildren<widgets::RowTable *>())
        if (one->isVisibleTo(page.get()) &&
            (one->columns().size() == 9 || one->accessibleName() == u"Incidents, worst first"_s))
            return one;
    return nullptr;
}

} // namespace wf::bench
