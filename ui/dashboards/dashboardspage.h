// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/dashboardbuilder.h"
#include "models/engine/dashboards/panelreader.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/dashboards/exports/boardexporter.h"
#include "ui/dashboards/links/boardtrail.h"
#include "ui/dashboards/panelcard.h"
#include "widgets/chart/seriescolors.h"

#include <optional>

namespace wf::widgets {
class Button;
class IconButton;
class PickButton;
} // namespace wf::widgets

class QStackedLayout;
class QTimer;

namespace wf::ui {

class BoardEditing;
class BoardPage;
class MissingNote;
class RowSection;
class ScrolledColumn;
class VariablesBar;

// The generated dashboard of a service (mock dashboard.png), or one of the imported dashboards beside it.
class DashboardsPage final : public Screen {
    Q_OBJECT
public:
    // `colors` is shared by all charts of the console, so that a label value has one colour everywhere.
    DashboardsPage(engine::DashboardBuilder &builder, engine::PanelReader &panels, widgets::SeriesColors &colors,
                   WatchContext &context, QWidget *parent = nullptr);
    ~DashboardsPage() override;

    [[nodiscard]] QString key() const override { return QStringLiteral("dashboards"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    // Imported dashboards: the page that shows one, and the folder they lie in. The menu in the header then offers
    // them.
    void setBoards(BoardPage *page, const QString &folder);
    void openBoard(const QString &path);
    void openBoardWith(const QString &path, const std::map<QString, QStringList> &variables); // chosen to begin with
    // To the dashboard from which a link, or a choice in the menu, led here.
    void goBack();
    // The generated dashboard of the service, about this.
    void showTemplate(engine::DashboardTemplate kind);
    // A dashboard that is no file: of a snapshot.
    void openDashboard(const signals::Dashboard &dashboard);
    // In whose name exports are taken; until it is told, none is offered. Follows setBoards.
    struct ExportNames {
        QString environment, takenBy;
        engine::SubjectRules subjects;
        qint64 scrapeNs = 15 * base::nsPerSecond;
    };
    void setExports(const ExportNames &names);
    // Asks which part of what is shown, and as what; `panel`: chosen at first, 0 = all of it.
    void exportBoard(int panel = 0);
    [[nodiscard]] BoardEditing *editing() const { return m_editing; }
    // What is shown: an own dashboard, else a copy of it.
    void edit();
    // Times of open and past incidents of the shown service, painted behind the lines.
    void setIncidents(std::vector<base::TimeRange> incidents);
    // Bands and anomalies of the lines; shown within seconds.
    void setAnomalies(engine::AnomaliesPtr anomalies);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override; // Escape leaves a maximised panel
    void paintEvent(QPaintEvent *event) override;

private:
    void buildHeader();
    void buildActions();
    void offerBoards();
    void importBoard();
    void makeBoard();
    void showGenerated();
    void buildEditing();
    [[nodiscard]] std::optional<signals::Dashboard> shownDashboard() const; // with fixed variables
    void showBoardTitle();
    void showBoard(const QString &name);
    [[nodiscard]] std::optional<BoardVisit> visit() const; // what is shown; nothing: it could not be opened again
    void leave();
    void showTrail();
    void choose(const engine::DashboardChoice &choice);
    void takeBuilder();
    void rebuild();
    void updateMarks();
    void updateBar();
    void markAllOld();
    void lookLater();
    void look();
    void toggleMaximised(PanelCard *card);
    void maximiseFocused();
    [[nodiscard]] std::vector<signals::Deploy> deploys() const;

    engine::DashboardBuilder &m_builder;
    PanelSurroundings m_around;
    WatchContext &m_context;
    QList<QAction *> m_actions;
    widgets::PlainLabel *m_title = nullptr, *m_facts = nullptr;
    widgets::PickButton *m_pick = nullptr; // generated or imported
    widgets::Button *m_edit = nullptr;
    widgets::IconButton *m_back = nullptr;
    BoardTrail m_trail;
    widgets::IconButton *m_again = nullptr;
    BoardPage *m_board = nullptr;
    BoardEditing *m_editing = nullptr;
    std::optional<ExportNames> m_exports;
    QString m_boardFolder;
    bool m_showsBoard = false;
    bool m_wasEditing = false;
    VariablesBar *m_bar = nullptr;
    widgets::Panel *m_state = nullptr; // loading, empty, error around the rows
    ScrolledColumn *m_scroll = nullptr;
    std::vector<RowSection *> m_sections;
    MissingNote *m_missing = nullptr; // what a template would also have
    std::vector<base::TimeRange> m_incidents;
    engine::AnomaliesPtr m_anomalies;
    QTimer *m_marksTimer = nullptr;
    engine::DashboardPtr m_shown;
    PanelCard *m_maximised = nullptr;
    bool m_active = false;
};

} // namespace wf::ui
