// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/care/caretaker.h"
#include "models/station/core/storeintake.h"
#include "models/station/doors/doorsstate.h"
#include "models/station/journal/journalfollower.h"
#include "models/station/receive/receiveservice.h"
#include "models/station/rules/engine/ruleengine.h"
#include "models/station/scrape/targetstate.h"
#include "models/station/tail/tailstate.h"

#include <memory>

namespace wf::station {

// What the station collects from where, what it costs and what it left out. A value; published about once a second.
struct StationState {
    QString directory;
    QString configFile;
    QStringList configProblems; // with file and line
    bool isOpen = false;        // the stores have been opened, or could not be
    std::vector<base::Error> storeErrors;

    ScrapeSnapshotPtr scrape; // never null
    tail::TailState tail;
    journal::JournalState journal;
    std::shared_ptr<const ReceiveService::Snapshot> receive; // null: off
    DoorsState doors;
    std::shared_ptr<const CareState> care; // never null in what a station publishes
    std::vector<RuleEngine::GroupView> ruleGroups;
    IntakeCounts counts;
    double samplesPerSecond = 0, linesPerSecond = 0, spansPerSecond = 0; // over the last minute

    store::SeriesStatistics series;
    store::LogStoreSize logs;
    store::SpanStatistics spans;
    qint64 seriesBytes = 0, logBytes = 0, spanBytes = 0; // on disk
    qint64 freeBytes = 0;                                // of the disk
    qint64 asOfNs = 0;
};
using StationStatePtr = std::shared_ptr<const StationState>;

} // namespace wf::station
