// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationwatch.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/station/stationtables.h"

class QBoxLayout;
class QLineEdit;

namespace wf::widgets {
class Button;
class IconButton;
class Panel;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class BackupLine;
class FigureGrid;
class FlatTable;

// What the station collects from where, what it costs, what it left out and why, and how long the disk lasts.
class StationPage final : public Screen {
    Q_OBJECT
public:
    StationPage(engine::StationWatch &station, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("station"); }
    bool showSubject(const signals::Subject &) override { return false; }
    void setActive(bool active) override;
    void fill(const engine::StationSnapshot &station); // while it is active this comes by itself
    [[nodiscard]] bool isSettled() const override { return m_station.snapshot()->isOpen; }
    [[nodiscard]] Badge badge() const override;

private:
    template<class Rows>
    struct Table {
        Rows *rows = nullptr;
        FlatTable *view = nullptr;
        widgets::Panel *panel = nullptr;
    };
    template<class Rows>
    [[nodiscard]] static Table<Rows> makeTable(const QString &title, const QString &description, Rows *rows);

    void buildHeader(QBoxLayout *column);
    void buildTables();
    void arrange(QBoxLayout *column);
    void addTarget();
    void openAddLog();
    void openAdded(engine::StationAdded::Kind kind);
    void selectAdded();
    void targetAdded(const base::Result<QString> &result);
    void fillHeader(const engine::StationSnapshot &station);
    void fillCollected(const engine::StationSnapshot &station);
    void fillKept(const engine::StationSnapshot &station);

    engine::StationWatch &m_station;
    WatchContext &m_context;
    bool m_active = false;
    QString m_addedTarget, m_addedLog; // selected as soon as they are there
    widgets::PlainLabel *m_facts = nullptr;
    widgets::PlainLabel *m_place = nullptr;
    widgets::PlainLabel *m_forecast = nullptr;
    QLineEdit *m_address = nullptr;
    widgets::Button *m_add = nullptr;
    widgets::IconButton *m_again = nullptr;
    widgets::Segmented *m_by = nullptr; // cardinality
    Table<TargetRows> m_targets;
    Table<LogFileRows> m_logs;
    Table<DoorRows> m_doors;
    Table<ProblemRows> m_problems;
    Table<CardinalityRows> m_cardinality;
    Table<KeptRows> m_kept;
    BackupLine *m_backup = nullptr;
    widgets::Button *m_addLog = nullptr;
    widgets::Button *m_addedTargets = nullptr;
    widgets::Button *m_addedLogs = nullptr;
    FigureGrid *m_figures = nullptr;
    widgets::Panel *m_figuresPanel = nullptr;
};

} // namespace wf::ui
