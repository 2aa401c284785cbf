// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/store/store.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakemetricsource.h"
#include "ui/incidents/incidentspage.h"
#include "widgets/table/rowtable.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

namespace wf::bench {

// An alert server whose next answer is handed over without a copy, as the decoder does it; `handed` runs from then.
class ReadySource final : public support::FakeAlertSource {
public:
    using FakeAlertSource::FakeAlertSource;
    std::shared_ptr<signals::AlertAnswer> ready;
    QElapsedTimer handed;

    async::Request alerts(sources::Reply<signals::AlertAnswer> reply) override;
};

// The Incidents screen as the window has it, with a ledger on the disk, over one server in memory.
struct AlertWindow {
    explicit AlertWindow(qint64 nowNs, ui::IncidentsPage::Tab tab);
    ~AlertWindow();

    // The next answer of the server, asked for now.
    void answer(const std::vector<signals::Alert> &alerts);
    [[nodiscard]] bool settled() const { return page->isSettled() && watch.isSettled() && !desk.isBusy(); }
    // The list of alerts, or of incidents.
    [[nodiscard]] widgets::RowTable *table() const;

    base::ManualClock clock;
    QTemporaryDir dir;
    async::Pools pools;
    ReadySource server;
    support::FakeMetricSource metrics;
    sources::SourceSet set;
    store::Store files;
    engine::LedgerBook book;
    engine::AlertWatch watch;
    engine::AckDesk desk;
    engine::AlertPresets presets;
    engine::AlertRecorder recorder;
    engine::ServiceCatalog services;
    engine::IncidentKeeper incidents;
    engine::MetricReader reader;
    engine::CauseDesk causes;
    engine::Storyteller story;
    engine::ReviewDesk reviews;
    engine::SimilarDesk similar;
    engine::HistoryDesk history;
    engine::NoiseWatch noise;
    ui::WatchContext context;
    std::unique_ptr<ui::IncidentsPage> page;
};

} // namespace wf::bench
