// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/mainwindow.h"

#include "models/base/timetext.h"
#include "ui/frame/bars/messagebar.h"
#include "ui/frame/bars/statusline.h"
#include "ui/frame/bars/topbar.h"
#include "ui/frame/rail.h"
#include "ui/frame/screenwindows.h"
#include "ui/frame/shortcutsheet.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenuBar>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>

namespace wf::ui {

namespace {
constexpr int railCollapsesBelow = 1280;
constexpr int threadHidesBelow = 1180;

// The mark before the menus. A menu bar gives its corner what the hint asks for, whatever size is set.
class AppMark final : public QWidget {
public:
    explicit AppMark(QWidget *parent) : QWidget(parent) { setAccessibleName(QStringLiteral("Watchfloor")); }
    [[nodiscard]] QSize sizeHint() const override { return {34, 24}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        static const QIcon icon(QStringLiteral(":/wf/icons/app-256.png"));
        QPainter p(this);
        icon.paint(&p, QRect(12, (height() - 16) / 2, 16, 16));
    }
};
} // namespace

MainWindow::MainWindow(WatchContext &context, std::vector<ScreenEntry> screens, QWidget *thread, QWidget *parent)
    : QMainWindow(parent),
      m_context(context),
      m_screens(std::move(screens)),
      m_top(new TopBar(context)),
      m_rail(new Rail),
      m_stack(new QStackedWidget),
      m_messages(new MessageBar),
      m_status(new StatusLine),
      m_threadDock(new QDockWidget(tr("Thread"))),
      m_windows(new ScreenWindows(context, *m_top, this)),
      m_keepTimer(new QTimer(this)),
      m_restoreTimer(new QTimer(this))
{
    setMinimumSize(1100, 680);
    setWindowTitle(QStringLiteral("Watchfloor"));
    setContextMenuPolicy(Qt::NoContextMenu);
    auto *bar = new QToolBar(tr("Top bar"));
    bar->setObjectName(QStringLiteral("topbar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->addWidget(m_top);
    addToolBar(Qt::TopToolBarArea, bar);

    auto *centre = new QWidget;
    auto *across = new QHBoxLayout(centre);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    across->addWidget(m_rail);
    auto *line = new QWidget;
    line->setFixedWidth(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Mid);
    across->addWidget(line);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_stack, 1);
    content->addWidget(m_messages);
    across->addLayout(content, 1);
    auto *outer = new QWidget;
    auto *column = new QVBoxLayout(outer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(centre, 1);
    setCentralWidget(outer);
    auto *statusBar = new QToolBar(tr("Status bar"));
    statusBar->setObjectName(QStringLiteral("statusbar"));
    statusBar->setMovable(false);
    statusBar->addWidget(m_status);
    addToolBar(Qt::BottomToolBarArea, statusBar);

    m_threadDock->setObjectName(QStringLiteral("thread"));
    m_threadDock->setTitleBarWidget(new QWidget(m_threadDock)); // the Thread paints its own title
    m_threadDock->setWidget(thread);
    m_threadDock->setMinimumWidth(280);
    m_threadDock->setMaximumWidth(480);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    addDockWidget(Qt::RightDockWidgetArea, m_threadDock);
    resizeDocks({m_threadDock}, {322}, Qt::Horizontal);

    buildRail();
    buildMenus();
    buildShortcuts();
    connectContext();
    followWindows();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildRail()
{
    QString section;
    bool bottom = false;
    for (const auto &entry : m_screens) {
        if (entry.section.isEmpty() && !bottom) {
            m_rail->beginBottom();
            bottom = true;
        } else if (!bottom && entry.section != section) {
            m_rail->addSection(entry.section);
            section = entry.section;
        }
        m_rail->addScreen(entry.screen->key(), entry.title, entry.icon);
        m_stack->addWidget(entry.screen);
        connect(entry.screen, &Screen::badgeChanged, this,
                [this, s = entry.screen] { m_rail->setBadge(s->key(), s->badge()); });
        m_rail->setBadge(entry.screen->key(), entry.screen->badge());
    }
    connect(m_rail, &Rail::screenChosen, this, &MainWindow::goTo);
}

QAction *MainWindow::action(const QString &text, const QKeySequence &key, std::function<void()> run,
                            const QString &menu)
{
    auto *a = new QAction(text, this);
    a->setShortcut(key);
    connect(a, &QAction::triggered, this, [run = std::move(run)] { run(); });
    addAction(a);
    m_menus[menu]->addAction(a);
    return a;
}

void MainWindow::buildMenus()
{
    menuBar()->setFixedHeight(26);
    menuBar()->setCornerWidget(new AppMark(menuBar()), Qt::TopLeftCorner);
    for (const QString &name : {tr("&File"), tr("&Edit"), tr("&View"), tr("&Go"), tr("&Tools"), tr("&Help")}) {
        QString key = name;
        m_menus[key.remove(u'&')] = menuBar()->addMenu(name);
    }
    action(
        tr("Environments and connections…"), {}, [this] { Q_EMIT environmentsRequested(); }, tr("File"));
    action(
        tr("Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [this] { close(); }, tr("File"));
    action(
        tr("Undo"), QKeySequence(QStringLiteral("Ctrl+Z")),
        [this] {
            if (auto *own = m_windows->active(); !own || !own->messages().runAction())
                m_messages->runAction();
        },
        tr("Edit"));
    action(
        tr("Copy Thread"), QKeySequence(QStringLiteral("Ctrl+Alt+C")), [this] { Q_EMIT copyThreadRequested(); },
        tr("Edit"));
    action(
        tr("Time range…"), QKeySequence(QStringLiteral("Ctrl+T")), [this] { m_top->openTimePopup(); }, tr("View"));
    action(
        tr("Refresh now"), QKeySequence(QStringLiteral("Ctrl+R")), [this] { m_context.refreshNow(); }, tr("View"));
    action(
        tr("Zoom out"), QKeySequence(QStringLiteral("-")), [this] { m_context.zoomOut(); }, tr("View"));
    action(
        tr("Zoom in"), QKeySequence(QStringLiteral("+")), [this] { m_context.zoomTo(m_context.range().zoomed(0.5)); },
        tr("View"));
    action(
        tr("Earlier"), QKeySequence(QStringLiteral("[")), [this] { m_context.shift(-0.5); }, tr("View"));
    action(
        tr("Later"), QKeySequence(QStringLiteral("]")), [this] { m_context.shift(0.5); }, tr("View"));
    action(
        tr("Back to live"), QKeySequence(QStringLiteral("0")), [this] { m_context.backToLive(); }, tr("View"));
    action(
        tr("Compare with the previous period"), QKeySequence(QStringLiteral("C")),
        [this] { m_context.setCompareOffset(m_context.compareOffsetNs() ? 0 : m_context.range().lengthNs()); },
        tr("View"));
    action(
        tr("Rail"), QKeySequence(QStringLiteral("Ctrl+\\")),
        [this] {
            m_railByHand = true;
            m_rail->setCollapsed(!m_rail->isCollapsed());
        },
        tr("View"));
    action(
        tr("Thread"), QKeySequence(QStringLiteral("Ctrl+J")),
        [this] {
            m_threadByHand = true;
            m_threadDock->setVisible(!m_threadDock->isVisible());
        },
        tr("View"));
    action(
        tr("Dark or light"), QKeySequence(QStringLiteral("Ctrl+Shift+L")), [this] { Q_EMIT themeToggleRequested(); },
        tr("View"));
    action(
        tr("Row height"), {}, [this] { Q_EMIT densityCycleRequested(); }, tr("View"));
    action(
        tr("Full screen"), QKeySequence(QStringLiteral("F11")),
        [this] { isFullScreen() ? showNormal() : showFullScreen(); }, tr("View"));
    action(
        tr("This screen in a window of its own, or back"), QKeySequence(QStringLiteral("Ctrl+Shift+O")),
        [this] {
            if (const auto *own = m_windows->active())
                bringBack(own->screen()->key());
            else if (m_current)
                moveOut(m_current->key());
        },
        tr("View"));
    for (const auto &entry : m_screens)
        action(
            entry.title, QKeySequence(QStringLiteral("G, ") + entry.goKey),
            [this, key = entry.screen->key()] { goTo(key); }, tr("Go"));
    m_menus[tr("Go")]->addSeparator();
    action(
        tr("Earlier selection"), QKeySequence(QStringLiteral("Alt+Left")), [this] { Q_EMIT threadBack(); }, tr("Go"));
    action(
        tr("Later selection"), QKeySequence(QStringLiteral("Alt+Right")), [this] { Q_EMIT threadForward(); }, tr("Go"));
    action(
        tr("Pin the Thread"), QKeySequence(QStringLiteral("Ctrl+Shift+P")), [this] { Q_EMIT pinThreadRequested(); },
        tr("Go"));
    action(
        tr("Add note"), QKeySequence(QStringLiteral("N")), [this] { Q_EMIT noteRequested(); }, tr("Edit"));
    action(
        tr("Go to or run…"), QKeySequence(QStringLiteral("Ctrl+K")), [this] { showPalette(); }, tr("Tools"));
    action(
        tr("What changed in the time shown?"), QKeySequence(QStringLiteral("Ctrl+Shift+W")),
        [this] { m_context.askChanges(m_context.range()); }, tr("Tools"));
    action(
        tr("Is what is selected normal?"), QKeySequence(QStringLiteral("Ctrl+Shift+N")),
        [this] { m_context.askNormal(m_context.selection()); }, tr("Tools"));
    action(
        tr("Keyboard"), QKeySequence(QStringLiteral("?")), [this] { showShortcuts(); }, tr("Help"));
}

void MainWindow::buildShortcuts()
{
    auto *f5 = new QShortcut(QKeySequence(Qt::Key_F5), this);
    connect(f5, &QShortcut::activated, &m_context, &WatchContext::refreshNow);
    // F6 walks through the regions: rail, content, Thread.
    auto *f6 = new QShortcut(QKeySequence(Qt::Key_F6), this);
    connect(f6, &QShortcut::activated, this, [this] {
        QWidget *const regions[] = {m_rail, m_stack->currentWidget(), m_threadDock->widget()};
        int at = 2;
        for (int i = 0; i < 3; ++i)
            if (regions[i] && focusWidget() && (regions[i] == focusWidget() || regions[i]->isAncestorOf(focusWidget())))
                at = i;
        QWidget *next = regions[(at + 1) % 3];
        if (!next || !next->isVisible())
            next = regions[(at + 2) % 3];
        QWidget *inner = next->focusPolicy() == Qt::NoFocus ? next->nextInFocusChain() : next;
        inner->setFocus(Qt::TabFocusReason);
    });
}

void MainWindow::connectContext()
{
    connect(&m_context, &WatchContext::openRequested, this, &MainWindow::openSubject);
    connect(&m_context, &WatchContext::messageRequested, this, &MainWindow::sayInFront);
    connect(&m_context, &WatchContext::selectionChanged, this, [this](const signals::Subject &subject) {
        m_status->setSelectionText(
            subject.isNone() ? QString()
                             : tr("%1 selected").arg(subject.title.isEmpty() ? subject.service : subject.title));
    });
    connect(m_top, &TopBar::paletteRequested, this, &MainWindow::showPalette);
    connect(m_top, &TopBar::healthRequested, this, [this] { goTo(QStringLiteral("health")); });
    connect(m_status, &StatusLine::problemClicked, this, [this] { goTo(QStringLiteral("health")); });
    connect(m_status, &StatusLine::densityClicked, this, &MainWindow::densityCycleRequested);
}

void MainWindow::goTo(const QString &key)
{
    if (auto *own = m_windows->of(key)) {
        own->present();
        if (m_current)
            m_rail->setCurrentKey(m_current->key());
        return;
    }
    // The keys are for it from now on, also where it is shown already.
    if (m_current && m_current->key() == key && !m_current->isAncestorOf(focusWidget()))
        m_current->setFocus(Qt::OtherFocusReason);
    for (const auto &entry : m_screens) {
        if (entry.screen->key() != key || entry.screen == m_current)
            continue;
        if (m_current && !widgets::Panel::hasDetached(m_current))
            m_current->setActive(false);
        m_current = entry.screen;
        m_stack->setCurrentWidget(m_current);
        m_rail->setCurrentKey(key);
        m_current->setActive(true);
        m_current->setFocus(Qt::OtherFocusReason);
        setWindowTitle(entry.title + QStringLiteral(" \u2013 Watchfloor"));
    }
}

void MainWindow::openSubject(const signals::Subject &subject)
{
    m_context.select(subject);
    using Kind = signals::SubjectKind;
    static const QHash<Kind, QString> homes{
        {Kind::Alert, QStringLiteral("incidents")},    {Kind::Incident, QStringLiteral("incidents")},
        {Kind::Trace, QStringLiteral("traces")},       {Kind::Span, QStringLiteral("traces")},
        {Kind::LogLine, QStringLiteral("logs")},       {Kind::Objective, QStringLiteral("objectives")},
        {Kind::Service, QStringLiteral("dashboards")}, {Kind::Instance, QStringLiteral("dashboards")},
        {Kind::Operation, QStringLiteral("traces")},   {Kind::Metric, QStringLiteral("metrics")},
        {Kind::Deploy, QStringLiteral("dashboards")},  {Kind::Source, QStringLiteral("health")}};
    QString home = homes.value(subject.kind);
    if (subject.kind == Kind::Metric) // the series of an anomaly is where its votes stand
        for (const auto &entry : m_screens)
            if (entry.screen->key() == QLatin1String("anomalies") && entry.screen->showSubject(subject))
                home = entry.screen->key();
    const auto openAt = [&](const QString &key) {
        for (const auto &entry : m_screens)
            if (entry.screen->key() == key) {
                goTo(key);
                return entry.screen->showSubject(subject);
            }
        return false;
    };
    if (!openAt(home) && subject.kind == Kind::Metric) // no query: its service's dashboard shows it
        openAt(QStringLiteral("dashboards"));
}

std::vector<PaletteItem> MainWindow::ownPaletteItems()
{
    std::vector<PaletteItem> items;
    for (const auto &entry : m_screens)
        items.push_back({tr("Screens"), entry.title, QStringLiteral("G ") + entry.goKey, entry.icon,
                         [this, key = entry.screen->key()] { goTo(key); }});
    QList<QAction *> all = actions();
    if (const auto *screen = screenInFront())
        all = screen->screenActions() + all;
    for (QAction *a : all)
        if (a->isEnabled() && !a->text().isEmpty() && !a->shortcut().toString().startsWith(QLatin1String("G, "))) {
            QString text = a->text();
            items.push_back({tr("Actions"), text.remove(u'&'), a->shortcut().toString(QKeySequence::NativeText),
                             QStringLiteral("run"), [a] { a->trigger(); }});
        }
    return items;
}

void MainWindow::setPaletteProvider(CommandPalette::Provider provider)
{
    m_provider = std::move(provider);
}

void MainWindow::setPaletteSearch(CommandPalette::Search search)
{
    m_search = std::move(search);
}

void MainWindow::showPalette()
{
    if (!m_palette) {
        m_palette = new CommandPalette(
            [this] {
                auto items = ownPaletteItems();
                if (m_provider)
                    for (auto &item : m_provider())
                        items.push_back(std::move(item));
                return items;
            },
            this);
        m_palette->setSearch(m_search);
        connect(m_palette, &CommandPalette::timeTyped, this, [this](const QString &text) {
            const auto parsed = base::parseTimeSelection(text, m_context.clock().nowNs());
            if (parsed)
                m_context.setTimeSelection(*parsed);
            else
                m_context.say({parsed.error().summary, signals::Severity::Warning, {}, {}, 10});
        });
        connect(m_palette, &CommandPalette::traceIdTyped, this, [this](const QString &id) {
            signals::Subject trace;
            trace.kind = signals::SubjectKind::Trace;
            trace.id = id;
            trace.title = id;
            openSubject(trace);
        });
    }
    QWidget *over = this;
    if (auto *own = m_windows->active())
        over = own;
    m_palette->openOver(over);
}

void MainWindow::showShortcuts()
{
    QList<QAction *> all = actions();
    if (const auto *screen = screenInFront())
        all = screen->screenActions() + all;
    auto *sheet = new ShortcutSheet(all, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->show();
}

QRect MainWindow::messageArea() const
{
    if (!isVisible() || isMinimized())
        return {};
    const QWidget *content = centralWidget();
    const int height = m_messages->height();
    return {content->mapToGlobal(QPoint(0, content->height() - height)), QSize(content->width(), height)};
}

void MainWindow::setBanner(QWidget *banner)
{
    auto *strip = new QToolBar(tr("What is shown"));
    strip->setObjectName(QStringLiteral("banner"));
    strip->setMovable(false);
    strip->setFloatable(false);
    strip->addWidget(banner);
    addToolBarBreak(Qt::TopToolBarArea);
    addToolBar(Qt::TopToolBarArea, strip);
}

void MainWindow::addMenuAction(const QString &menu, QAction *a)
{
    if (auto *m = m_menus.value(menu)) {
        m->addAction(a);
        addAction(a);
    }
}

void MainWindow::fitToWidth()
{
    if (!m_railByHand)
        m_rail->setCollapsed(width() < railCollapsesBelow);
    if (!m_threadByHand)
        m_threadDock->setVisible(width() >= threadHidesBelow);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_windows->setVisible(true);
    if (m_current)
        m_current->setFocus(Qt::OtherFocusReason);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_top->setFixedWidth(width());
    m_status->setFixedWidth(width());
    fitToWidth();
    m_keepTimer->start();
}

void MainWindow::setLayoutMemory(LayoutMemory memory)
{
    m_layouts = std::move(memory);
    restoreLayout();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keepLayout();
    QMainWindow::closeEvent(event);
}

} // namespace wf::ui
