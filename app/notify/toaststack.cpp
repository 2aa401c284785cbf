// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/toaststack.h"

#include <QCursor>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace wf::app {

namespace {

constexpr int margin = 16, gap = 12, everyMs = 250;

} // namespace

struct ToastStack::Toast {
    qint64 incident = 0;
    int leftMs = 0; // until it leaves; 0: it stays
    widgets::ToastCard card;
};

ToastStack::ToastStack(QObject *parent, int stayMs) : QObject(parent), m_stayMs(stayMs)
{
    connect(&m_leaving, &QTimer::timeout, this, [this] {
        for (const auto &one : m_toasts)
            if (one->leftMs > 0 && !one->card.underMouse())
                one->leftMs = std::max(1, one->leftMs - everyMs);
        std::erase_if(m_toasts, [](const auto &one) { return one->leftMs == 1; });
        place();
    });
}

ToastStack::~ToastStack() = default;

bool ToastStack::isPossible()
{
    const QString platform = QGuiApplication::platformName();
    return !platform.startsWith(QLatin1String("wayland")) && platform != QLatin1String("minimal");
}

ToastStack::Toast *ToastStack::find(qint64 incident) const
{
    const auto at = std::ranges::find(m_toasts, incident, [](const auto &one) { return one->incident; });
    return at == m_toasts.end() ? nullptr : at->get();
}

// The oldest that is not critical goes first.
void ToastStack::makeRoom()
{
    while (m_toasts.size() >= atMost) {
        const auto passing = std::ranges::find_if(m_toasts, [](const auto &one) { return one->leftMs > 0; });
        m_toasts.erase(passing == m_toasts.end() ? m_toasts.begin() : passing);
    }
}

void ToastStack::show(qint64 incident, const widgets::ToastContent &content)
{
    std::erase_if(m_toasts, [&](const auto &one) { return one->incident == incident; });
    makeRoom();
    auto toast = std::make_unique<Toast>();
    toast->incident = incident;
    toast->leftMs = content.severity == signals::Severity::Critical ? 0 : m_stayMs;
    auto &card = toast->card;
    card.setContent(content);
    // Queued: the card may be gone before its own signal has ended.
    const auto forward = [&](auto signal, auto ours) {
        connect(
            &card, signal, this,
            [this, incident, ours] {
                Q_EMIT(this->*ours)
                (incident);
            },
            Qt::QueuedConnection);
    };
    forward(&widgets::ToastCard::acknowledgeRequested, &ToastStack::acknowledgeRequested);
    forward(&widgets::ToastCard::openRequested, &ToastStack::openRequested);
    forward(&widgets::ToastCard::snoozeRequested, &ToastStack::snoozeRequested);
    connect(
        &card, &widgets::ToastCard::closeRequested, this, [this, incident] { remove(incident); }, Qt::QueuedConnection);
    connect(
        &card, &widgets::ToastCard::moreRequested, this,
        [this, incident](const QPoint &at) { Q_EMIT moreRequested(incident, at); }, Qt::QueuedConnection);
    m_toasts.push_back(std::move(toast));
    m_leaving.start(everyMs);
    place();
}

void ToastStack::update(qint64 incident, const std::function<void(widgets::ToastContent &)> &change)
{
    Toast *toast = find(incident);
    if (toast == nullptr)
        return;
    auto content = toast->card.content();
    change(content);
    if (content == toast->card.content())
        return;
    toast->card.setContent(content);
    place();
}

void ToastStack::remove(qint64 incident)
{
    removeIf([incident](qint64 one) { return one == incident; });
}

void ToastStack::removeIf(const std::function<bool(qint64)> &isOver)
{
    if (std::erase_if(m_toasts, [&](const auto &one) { return isOver(one->incident); }) > 0)
        place();
}

std::vector<qint64> ToastStack::shown() const
{
    std::vector<qint64> out;
    for (const auto &one : m_toasts)
        out.push_back(one->incident);
    return out;
}

void ToastStack::place()
{
    if (m_toasts.empty())
        return m_leaving.stop();
    const QScreen *screen = QGuiApplication::screenAt(QCursor::pos());
    if (screen == nullptr)
        screen = QGuiApplication::primaryScreen();
    const QRect area = screen->availableGeometry();
    int bottom = area.bottom() + 1 - margin;
    const QRect column(area.right() + 1 - margin - widgets::ToastCard::cardWidth, area.top(),
                       widgets::ToastCard::cardWidth, area.height());
    if (const QRect clear = m_keptClear ? m_keptClear() : QRect(); clear.intersects(column))
        bottom = std::min(bottom, clear.top() - gap);
    for (auto one = m_toasts.rbegin(); one != m_toasts.rend(); ++one) {
        auto &card = (*one)->card;
        bottom -= card.height();
        const QPoint at(area.right() + 1 - margin - card.width(), bottom);
        if (card.pos() != at)
            card.move(at);
        if (!card.isVisible())
            card.show();
        bottom -= gap;
    }
}

} // namespace wf::app
