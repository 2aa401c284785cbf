// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/desktopnotices.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::TrayState;
using Why = engine::DesktopNotice::Why;

namespace {

constexpr qint64 several = -1; // the notice of several incidents together
constexpr int everyMs = 5'000;
constexpr int stayMs = 20'000;
constexpr qint64 snoozeNs = 10 * base::nsPerMinute;

QString menuText(const QString &outside)
{
    return QString(outside).replace(u'&', u"&&"_s);
}

QString leadOf(Why why)
{
    switch (why) {
    case Why::Worse:
        return DesktopNotices::tr("Worse now.");
    case Why::Objective:
        return DesktopNotices::tr("Another objective burns.");
    case Why::BudgetSpent:
        return DesktopNotices::tr("A budget is spent.");
    case Why::Reopened:
        return DesktopNotices::tr("Open again.");
    case Why::New:
    case Why::Repeat:
        break;
    }
    return {};
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
    connect(&m_parts.facts, &NoticeFacts::learned, this, &DesktopNotices::learn);
    connect(&m_timer, &QTimer::timeout, this, &DesktopNotices::look);
    connectToasts();
    m_timer.start(everyMs);
    fillMenu();
    look();
}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::connectToasts()
{
    m_toasts.keepClear(m_parts.keptClear);
    connect(&m_toasts, &ToastStack::acknowledgeRequested, this, [this](qint64 incident) {
        m_toasts.remove(incident);
        Q_EMIT acknowledgeRequested(incident);
    });
    connect(&m_toasts, &ToastStack::openRequested, this, [this](qint64 incident) {
        m_toasts.remove(incident);
        Q_EMIT opened(std::max<qint64>(incident, 0));
    });
    connect(&m_toasts, &ToastStack::snoozeRequested, this, &DesktopNotices::snooze);
    connect(&m_toasts, &ToastStack::moreRequested, this, &DesktopNotices::offerMore);
}

void DesktopNotices::look()
{
    lookAtTray();
    const auto &incidents = *m_parts.incidents.snapshot();
    m_toasts.removeIf([&](qint64 incident) {
        return incident == several ? neededIncidents(incidents) == 0
                                   : engine::isNoticeOver(incidents, incident, m_asking.contains(incident));
    });
    if (incidents.asOfNs == 0 || !m_parts.incidents.isSettled())
        return;
    hush();
    for (const auto &notice : m_book.due(incidents, world(), m_parts.clock.nowNs()))
        tell(notice);
}

engine::NoticeBook::World DesktopNotices::world() const
{
    auto out = m_parts.world();
    out.quietUntilNs = m_quietUntilNs;
    return out;
}

void DesktopNotices::sound(qint64 incident, signals::Severity severity)
{
    m_sounds.play(m_parts.world().desktop.of(severity).sound);
    m_soundFor.insert(incident);
}

// Once somebody has taken all that a sound was for, it ends; one that is tried in Settings plays on.
void DesktopNotices::hush()
{
    const auto &incidents = *m_parts.incidents.snapshot();
    const auto isOver = [&incidents](qint64 incident) {
        const auto *found = incidents.find(incident);
        return incident != 0 && (found == nullptr || !found->isOpen() || found->needed == 0);
    };
    if (m_soundFor.empty() || !std::ranges::all_of(m_soundFor, isOver))
        return;
    m_soundFor.clear();
    m_sounds.stop();
}

void DesktopNotices::lookAtTray()
{
    const auto &incidents = *m_parts.incidents.snapshot();
    const bool isLive = m_parts.isLive();
    const std::pair now(engine::trayState(incidents, isLive), neededIncidents(incidents));
    if (now != m_shown) {
        m_tray.setIcon(trayIcon(now.first, now.second));
        m_shown = now;
    }
    // policy: allow(tool-tip) the desktop shows it, as plain text or not at all; the words are ours
    m_tray.setToolTip(u"Watchfloor\n"_s + engine::trayWords(incidents, isLive));
    if (m_tray.isVisible() != QSystemTrayIcon::isSystemTrayAvailable()) {
        m_tray.setVisible(!m_tray.isVisible());
        Q_EMIT trayChanged();
    }
}

widgets::ToastContent DesktopNotices::contentOf(signals::Severity severity, const QString &title,
                                                const QString &text) const
{
    widgets::ToastContent out;
    out.isCompact = severity != signals::Severity::Critical;
    out.source = m_parts.environment.isEmpty() ? u"Watchfloor"_s : u"Watchfloor, "_s + m_parts.environment;
    const QString now = base::hourMinute(m_parts.clock.nowNs());
    out.time = out.isCompact ? now : now + u" UTC"_s;
    out.severity = severity;
    out.title = base::visibleText(title, 160);
    out.text = base::visibleText(text, 300);
    return out;
}

void DesktopNotices::tell(const engine::DesktopNotice &notice)
{
    const auto *incident = m_parts.incidents.snapshot()->find(notice.incident);
    sound(notice.incident, notice.severity);
    if (notice.why == Why::Repeat)
        return;
    const QString words = incident != nullptr ? m_parts.facts.words(*incident) : notice.text;
    auto content = contentOf(notice.severity, notice.title, QString(leadOf(notice.why) + u' ' + words).trimmed());
    content.isActionable = incident != nullptr;
    if (incident != nullptr && incident->needed == 0)
        content.acknowledgedBy = incident->owner.isEmpty() ? tr("somebody") : incident->owner;
    put(notice.incident != 0 ? notice.incident : several, content);
    follow(incident);
    if (incident != nullptr)
        m_parts.facts.ask(notice.incident);
}

// A notice that asks for somebody leaves once it has somebody, here or on another console.
void DesktopNotices::follow(const engine::Incident *incident)
{
    if (incident != nullptr && incident->needed > 0)
        m_asking.insert(incident->number);
    else if (incident != nullptr)
        m_asking.erase(incident->number);
}

void DesktopNotices::put(qint64 incident, const widgets::ToastContent &content)
{
    if (ToastStack::isPossible())
        return m_toasts.show(incident, content);
    m_lastTold = std::max<qint64>(incident, 0);
    const auto icon = content.severity == signals::Severity::Critical  ? QSystemTrayIcon::Critical
                      : content.severity == signals::Severity::Warning ? QSystemTrayIcon::Warning
                                                                       : QSystemTrayIcon::Information;
    // Servers with "body-markup" read the text as HTML, and it stands on lock screens: short and escaped.
    if (m_tray.isVisible() && QSystemTrayIcon::supportsMessages())
        m_tray.showMessage(content.title, content.text.left(240).toHtmlEscaped(), icon, stayMs);
    else
        m_parts.elsewhere(content.title, content.severity);
}

// The likely cause and the line have come.
void DesktopNotices::learn(qint64 incident)
{
    const auto *found = m_parts.incidents.snapshot()->find(incident);
    if (found == nullptr)
        return;
    m_toasts.update(incident, [&](widgets::ToastContent &content) {
        const auto &trend = m_parts.facts.trend();
        content.trend = trend.values;
        content.markAt = trend.markAt;
        content.trendName = trend.name;
        content.trendNow = trend.now;
        content.text = base::visibleText(m_parts.facts.words(*found), 300);
    });
}

void DesktopNotices::show(const signals::Notification &what)
{
    const qint64 number = what.incident.mid(4).toLongLong(); // "INC-12"
    const auto *incident = m_parts.incidents.snapshot()->find(number);
    // Who is escalated to sees it; whether it is heard is for quiet hours to say.
    if (!engine::isHushed(world(), incident, what.severity, m_parts.clock.nowNs()))
        sound(number, what.severity);
    auto content = contentOf(what.severity, signals::subjectOf(what), signals::sentencesOf(what).join(u' '));
    content.isActionable = incident != nullptr;
    put(number, content);
    follow(incident);
    if (content.isActionable)
        m_parts.facts.ask(number);
}

void DesktopNotices::tell(const QString &title, const QString &text, signals::Severity severity)
{
    auto content = contentOf(severity, title, text);
    content.isActionable = false;
    content.isCompact = true;
    put(0, content);
}

void DesktopNotices::snooze(qint64 incident)
{
    m_book.snooze(incident, m_parts.clock.nowNs() + snoozeNs);
    m_toasts.remove(incident);
}

void DesktopNotices::offerMore(qint64 incident, const QPoint &at)
{
    auto *menu = new QMenu;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(widgets::themedIcon(u"escalate"_s), tr("Escalate now")), &QAction::triggered, this,
            [this, incident] { Q_EMIT escalateRequested(incident); });
    addQuiet(*menu->addMenu(widgets::themedIcon(u"snooze"_s), tr("Quiet for")));
    menu->popup(at);
}

void DesktopNotices::addQuiet(QMenu &menu)
{
    const qint64 now = m_parts.clock.nowNs();
    const std::pair<QString, qint64> spans[] = {{tr("30 min"), 30}, {tr("1 h"), 60}, {tr("4 h"), 240}};
    for (const auto &[text, minutes] : spans)
        connect(menu.addAction(text), &QAction::triggered, this,
                [this, minutes = minutes] { m_quietUntilNs = m_parts.clock.nowNs() + minutes * base::nsPerMinute; });
    if (m_quietUntilNs <= now)
        return;
    menu.addSeparator();
    connect(menu.addAction(tr("Quiet to %1: end it").arg(base::hourMinute(m_quietUntilNs))), &QAction::triggered, this,
            [this] { m_quietUntilNs = 0; });
}

void DesktopNotices::fillMenu()
{
    m_menu.clear();
    const auto &t = widgets::Theme::current();
    const auto &incidents = *m_parts.incidents.snapshot();
    const qint64 now = m_parts.clock.nowNs();
    const bool isLive = m_parts.isLive();
    const QString age = incidents.asOfNs > 0 ? base::ageText(now - incidents.asOfNs) : QString();
    if (incidents.open.empty() || !isLive)
        m_menu.addAction(engine::trayWords(incidents, isLive))->setEnabled(false);
    else
        connect(m_menu.addAction(trayHead(incidents) + u'\t' + age), &QAction::triggered, this,
                [this] { Q_EMIT opened(0); });
    m_menu.addSeparator();
    for (const TrayRow &row : trayRows(
             incidents, [this](qint64 incident) { return m_book.snoozedUntil(incident); }, now)) {
        const QIcon icon(widgets::iconPixmap(row.icon, t.text.primary, 16));
        const QAction *action = m_menu.addAction(icon, menuText(row.title) + u'\t' + menuText(row.side));
        connect(action, &QAction::triggered, this, [this, number = row.incident] { Q_EMIT opened(number); });
    }
    if (!incidents.open.empty())
        m_menu.addSeparator();
    connect(m_menu.addAction(widgets::themedIcon(u"external"_s), tr("Open Watchfloor")), &QAction::triggered, this,
            [this] { Q_EMIT opened(0); });
    connect(m_menu.addAction(widgets::themedIcon(u"wallboard"_s), tr("Wallboard")), &QAction::triggered, this,
            &DesktopNotices::wallboardRequested);
    addQuiet(*m_menu.addMenu(widgets::themedIcon(u"snooze"_s), tr("Quiet for")));
    m_menu.addSeparator();
    connect(m_menu.addAction(widgets::themedIcon(u"quit"_s), tr("Quit")), &QAction::triggered, this,
            &DesktopNotices::quitRequested);
}

} // namespace wf::app
