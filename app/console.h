// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifier.h"
#include "app/workspace.h"
#include "ui/base/watchcontext.h"
#include "ui/frame/mainwindow.h"
#include "widgets/base/theme.h"
#include "widgets/chart/seriescolors.h"

#include <memory>

namespace wf::ui {
class DashboardsPage;
class IncidentsPage;
class OverviewPage;
class SettingsPage;
class ThreadPanel;
class Wallboard;
} // namespace wf::ui

namespace wf::app {

// The window over one opened environment: makes the screens, ties them to the use cases, and hands them to the frame.
class Console final : public QObject {
    Q_OBJECT
public:
    Console(Workspace &workspace, Notifier &notifier);
    ~Console() override;

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::WatchContext &context() { return *m_context; }
    [[nodiscard]] ui::SettingsPage &settings() { return *m_settings; }
    [[nodiscard]] bool isSettled() const;
    // Much is new at once (the demo's past): everybody asks again.
    void lookAgain();
    // The desktop turned dark or light: followed until the operator chooses a theme in this window.
    void followDesktop(widgets::ThemeMode mode);
    void openWallboard();
    // More actions for the palette, asked whenever it opens.
    void addActions(std::function<std::vector<ui::PaletteItem>()> actions) { m_moreActions = std::move(actions); }

Q_SIGNALS:
    // The operator wants to connect sources or open another environment.
    void environmentsRequested();
    // A notice was signed to be sent by mail.
    void mailQueued();

private:
    void makeScreens();
    void followSources();
    void followData();
    void followPromises();
    void offerWallboard();
    void offerSettings();
    [[nodiscard]] ui::SettingsPage *makeSettings();
    void keepLayout();
    void keepLayoutAs(const QString &name, const QByteArray &layout);
    void followAttachments(ui::IncidentsPage *page);
    void markIncidents(ui::DashboardsPage *page);
    void connectFrame();
    void writeNote(const signals::Subject &subject, qint64 timeNs);
    void showTheme(widgets::ThemeMode mode, widgets::Density density);
    [[nodiscard]] std::vector<ui::PaletteItem> paletteItems();
    void findAlerts(const QString &letters, std::size_t most, const ui::CommandPalette::Found &found);
    [[nodiscard]] ui::PaletteItem paletteItem(const engine::WatchedAlert &alert);

    Workspace &m_workspace;
    Notifier &m_notifier;           // who is told of incidents: of an environment, or of the demo, where nobody is
    widgets::SeriesColors m_colors; // stay with their label value as long as the window lives
    std::unique_ptr<ui::WatchContext> m_context;
    std::vector<ui::ScreenEntry> m_screens;
    ui::OverviewPage *m_overview = nullptr;
    ui::SettingsPage *m_settings = nullptr;
    ui::ThreadPanel *m_threadPanel = nullptr;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::Wallboard> m_wallboard; // once it was opened
    QHash<QString, QByteArray> m_layouts;
    std::vector<async::Request> m_requests;
    std::function<std::vector<ui::PaletteItem>()> m_moreActions;
    bool m_isThemeChosen = false;
    async::JobScope m_jobs;
};

} // namespace wf::app
