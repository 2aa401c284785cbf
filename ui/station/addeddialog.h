// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationwatch.h"
#include "ui/station/stationtables.h"

#include <QDialog>

#include <optional>

class QBoxLayout;

namespace wf::widgets {
class Button;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// The targets, or the paths of logs, that were added by hand; each can be removed, and put back while this is open.
class AddedDialog final : public QDialog {
    Q_OBJECT
public:
    // The station outlives it.
    AddedDialog(engine::StationWatch &station, engine::StationAdded::Kind kind, QWidget *parent = nullptr);

private:
    void buildFoot(QBoxLayout *column);
    void list();
    void tell(const base::Result<std::vector<engine::StationAdded>> &all);
    void removeCurrent();
    void undo();
    // Says how it went, and looks at the list again. `undoable`: what a button puts back.
    void finish(const QString &said, bool isBad, std::optional<engine::StationAdded> undoable);
    void updateButtons();

    engine::StationWatch &m_station;
    engine::StationAdded::Kind m_kind;
    bool m_isBusy = true;
    std::optional<engine::StationAdded> m_removed; // last
    AddedRows *m_rows = nullptr;
    FlatTable *m_table = nullptr;
    widgets::Panel *m_panel = nullptr;
    widgets::PlainLabel *m_said = nullptr;
    widgets::Button *m_undo = nullptr;
    widgets::Button *m_remove = nullptr;
};

} // namespace wf::ui
