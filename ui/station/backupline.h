// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationwatch.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// When the last backup was made, whether it is whole, where it lies; and makes one.
class BackupLine final : public QWidget {
    Q_OBJECT
public:
    // Both outlive it.
    BackupLine(engine::StationWatch &station, WatchContext &context, QWidget *parent = nullptr);
    void fill(const engine::StationSnapshot &station);

private:
    void backUp();

    engine::StationWatch &m_station;
    WatchContext &m_context;
    widgets::PlainLabel *m_state = nullptr;
    widgets::PlainLabel *m_where = nullptr;
    widgets::Button *m_now = nullptr;
};

} // namespace wf::ui
