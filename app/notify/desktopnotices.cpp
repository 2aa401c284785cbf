// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/desktopnotices.h"

#include "models/base/untrusted.h"
#include "widgets/base/icons.h"

#include <QApplication>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::TrayState;

namespace {

constexpr int everyMs = 5'000;
constexpr int stayMs = 20'000;
constexpr int secondNoteMs = 350;
constexpr std::size_t mostInMenu = 8;

QString iconOf(TrayState state)
{
    switch (state) {
    case TrayState::Offline:
        return u"tray-offline"_s;
    case TrayState::Ok:
        return u"tray-ok"_s;
    case TrayState::Acknowledged:
        return u"tray-acknowledged"_s;
    case TrayState::Warning:
        return u"tray-warning"_s;
    case TrayState::Critical:
        return u"tray-critical"_s;
    }
    return {};
}

// Two notes for what is critical, one for a warning.
void sound(signals::Severity severity, QObject *context)
{
    QApplication::beep();
    if (severity == signals::Severity::Critical)
        QTimer::singleShot(secondNoteMs, context, [] { QApplication::beep(); });
}

} // namespace

DesktopNotices::DesktopNotices(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts))
{
    m_tray.setContextMenu(&m_menu);
    connect(&m_menu, &QMenu::aboutToShow, this, &DesktopNotices::fillMenu);
    connect(&m_tray, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT opened(m_lastTold); });
    connect(&m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT opened(0);
    });
    connect(&m_parts.incidents, &engine::IncidentKeeper::changed, this, &DesktopNotices::look);
    connect(&m_timer, &QTimer::timeout, this, &DesktopNotices::look);
    m_timer.start(everyMs);
    fillMenu();
    look();
}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::look()
{
    const auto &incidents = *m_parts.incidents.snapshot();
    const bool isLive = m_parts.isLive();
    const TrayState state = engine::trayState(incidents, isLive);
    if (state != m_shown) {
        m_tray.setIcon(widgets::themedIcon(iconOf(state)));
        m_shown = state;
    }
    // policy: allow(tool-tip) the desktop shows it, as plain text or not at all; the words are ours
    m_tray.setToolTip(u"Watchfloor\n"_s + engine::trayWords(incidents, isLive));
    if (!m_tray.isVisible() && QSystemTrayIcon::isSystemTrayAvailable())
        m_tray.show();
    if (incidents.asOfNs == 0 || !m_parts.incidents.isSettled())
        return;
    for (const auto &notice : m_book.due(incidents, m_parts.quiet(), m_parts.clock.nowNs()))
        tell(notice);
}

void DesktopNotices::tell(const engine::DesktopNotice &notice)
{
    sound(notice.severity, this);
    if (notice.isRepeat)
        return;
    m_lastTold = notice.incident;
    const auto icon =
        notice.severity == signals::Severity::Critical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Warning;
    if (m_tray.isVisible() && QSystemTrayIcon::supportsMessages())
        m_tray.showMessage(base::visibleText(notice.title, 160), base::visibleText(notice.text, 240), icon, stayMs);
    else
        m_parts.elsewhere(notice);
}

void DesktopNotices::show(const signals::Notification &what)
{
    engine::DesktopNotice notice;
    notice.incident = what.incident.mid(4).toLongLong(); // "INC-12"
    notice.severity = what.severity;
    notice.title = signals::subjectOf(what);
    notice.text = signals::sentencesOf(what).join(u' ');
    tell(notice);
}

void DesktopNotices::fillMenu()
{
    m_menu.clear();
    const auto &open = m_parts.incidents.snapshot()->open;
    for (std::size_t i = 0; i < std::min(open.size(), mostInMenu); ++i) {
        const engine::IncidentPtr &incident = open[i];
        const QString title = base::visibleText(incident->title, 100).replace(u'&', u"&&"_s);
        const QAction *action = m_menu.addAction(u"%1 %2"_s.arg(incident->id(), title));
        connect(action, &QAction::triggered, this, [this, number = incident->number] { Q_EMIT opened(number); });
    }
    if (open.empty())
        m_menu.addAction(tr("Nothing needs you"))->setEnabled(false);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Open Watchfloor")), &QAction::triggered, this, [this] { Q_EMIT opened(0); });
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &DesktopNotices::quitRequested);
}

} // namespace wf::app
