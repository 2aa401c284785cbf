// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/panel.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/loadingcover.h"
#include "widgets/base/ground.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace wf::widgets {

namespace {

constexpr int headerPx = 28;
constexpr int barAfterMs = 400;

constexpr int narrowPx = 120;
constexpr double markPx = 14; // stands for chips that have no room

double chipsWidth(const std::vector<std::pair<QString, bool>> &chips, const QFontMetricsF &metrics)
{
    double width = 0;
    for (const auto &[words, isWarning] : chips)
        width += std::ceil(metrics.horizontalAdvance(words)) + 12 + 6;
    return width;
}

// What stands at the right of the header, as wide as it says it must be, also when that changes.
class HeaderRow final : public QWidget {
public:
    using QWidget::QWidget;
    void place()
    {
        const QSize hint = sizeHint();
        const int height = std::min(hint.height(), headerPx - 2);
        setGeometry(parentWidget()->width() - 8 - hint.width(), (headerPx - height) / 2, hint.width(), height);
    }

protected:
    bool event(QEvent *event) override
    {
        const bool isTaken = QWidget::event(event);
        if (event->type() == QEvent::LayoutRequest) {
            place();
            parentWidget()->update();
        }
        return isTaken;
    }
};

} // namespace

Panel::Panel(QWidget *content, QWidget *parent)
    : QWidget(parent), m_headerWidgets(new HeaderRow(this)), m_cover(new LoadingCover(this))
{
    auto *row = new QHBoxLayout(m_headerWidgets);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_loadingTimer.setInterval(100);
    connect(&m_loadingTimer, &QTimer::timeout, this, &Panel::showWaiting);
    setContent(content);
}

void Panel::setTitle(const QString &title, const QString &description)
{
    m_title = title;
    m_description = description;
    setAccessibleName(title);
    update();
}

void Panel::setContent(QWidget *content)
{
    m_content = content;
    if (m_content)
        m_content->setParent(this);
    layoutParts();
}

void Panel::addHeaderWidget(QWidget *widget)
{
    m_headerWidgets->layout()->addWidget(widget);
    layoutParts();
}

void Panel::setHeaderVisible(bool visible)
{
    m_headerVisible = visible;
    layoutParts();
}

void Panel::setSeverityIcon(const QString &iconName)
{
    m_icon = iconName;
    update();
}

int Panel::headerHeight() const
{
    return m_headerVisible ? headerPx : 0;
}

void Panel::setState(State state)
{
    m_state = state;
    if (m_window && (state == State::Content || state == State::Loading)) {
        m_state = state; // the content is elsewhere; the note about that stays
        return;
    }
    if (state != State::Empty && state != State::Error) {
        delete m_message;
        m_message = nullptr;
    }
    if (state != State::Loading) {
        m_loadingTimer.stop();
        m_cover->hide();
    }
    layoutParts();
    update();
}

void Panel::showContent()
{
    setState(State::Content);
}

// The bar has its place in the header; where there is none, or nothing to show yet, over the content.
void Panel::showWaiting()
{
    update(0, 0, width(), headerHeight());
    const qint64 waited = m_loadingSince.elapsed();
    if (waited < barAfterMs || m_window || (m_headerVisible && m_loadingWhat.isEmpty()))
        return;
    const int height = m_loadingWhat.isEmpty() ? LoadingCover::barHeight : this->height() - headerHeight();
    m_cover->setGeometry(0, headerHeight(), width(), height);
    m_cover->setWaited(m_loadingWhat, waited);
    m_cover->raise();
    m_cover->show();
}

void Panel::showLoading(const QString &what, bool hasOldData)
{
    if (m_state != State::Loading) {
        m_loadingSince.start();
        m_loadingTimer.start();
    }
    m_loadingWhat = hasOldData ? QString() : what;
    setState(State::Loading);
}

void Panel::showEmpty(const QString &headline, const QString &detail, std::vector<Action> waysOut, const QString &icon)
{
    bringBack();
    rebuildMessage(icon, headline, detail, false, std::move(waysOut));
    setState(State::Empty);
}

void Panel::showError(const QString &headline, const base::Error &error, std::vector<Action> waysOut)
{
    bringBack();
    QString detail = error.summary;
    if (!error.detail.isEmpty() && error.detail != error.summary) {
        const bool sentence = detail.endsWith(u'.');
        detail += (detail.isEmpty() ? QString() : sentence ? QStringLiteral(" ") : QStringLiteral(": ")) + error.detail;
    }
    rebuildMessage(error.kind == base::ErrorKind::Unreachable || error.kind == base::ErrorKind::BreakerOpen
                       ? QStringLiteral("plug")
                       : QString(),
                   headline, detail, true, std::move(waysOut));
    setState(State::Error);
}

void Panel::rebuildMessage(const QString &icon, const QString &headline, const QString &detail, bool quoteDetail,
                           std::vector<Action> actions)
{
    // Said again every second it stays as it is; what buttons do may have changed.
    const QStringList said{icon, headline, detail, quoteDetail ? QStringLiteral("quoted") : QString()};
    if (m_message && actions.empty() && m_said == said)
        return;
    m_said = actions.empty() ? said : QStringList();
    delete m_message;
    m_message = new QWidget(this);
    auto *column = new QVBoxLayout(m_message);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(6);
    const Qt::Alignment side = quoteDetail && icon.isEmpty() ? Qt::AlignLeft : Qt::AlignHCenter;
    column->addStretch(quoteDetail && icon.isEmpty() ? 0 : 1);
    if (!icon.isEmpty()) {
        auto *mark = new IconButton(icon, QString(), QString(), m_message);
        mark->setEnabled(false);
        column->addWidget(mark, 0, side);
    }
    auto *head = new PlainLabel(headline, TextRole::Strong, PlainLabel::Tone::Primary, m_message);
    head->setAlignment(side | Qt::AlignVCenter);
    column->addWidget(head);
    auto *text =
        new PlainLabel(detail, quoteDetail ? TextRole::Mono : TextRole::Small, PlainLabel::Tone::Secondary, m_message);
    text->setWrap(true);
    text->setAlignment(side | Qt::AlignTop);
    text->setVisible(!detail.isEmpty());
    column->addWidget(text);
    if (!actions.empty()) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        if (side == Qt::AlignHCenter)
            row->addStretch();
        for (auto &action : actions) {
            auto *button = new Button(action.text, action.icon, {}, m_message);
            connect(button, &Button::clicked, this, [run = action.run] { run(); });
            row->addWidget(button);
        }
        row->addStretch();
        column->addLayout(row);
    }
    column->addStretch(1);
    m_message->show();
}

void Panel::setCompleteness(const base::Completeness &completeness, qint64 nowNs)
{
    m_chips.clear();
    if (completeness.stale)
        m_chips.emplace_back(completeness.asOfNs ? tr("as of %1, %2")
                                                       .arg(base::dayAndTime(completeness.asOfNs, nowNs),
                                                            base::ageText(nowNs - completeness.asOfNs))
                                                 : tr("stale"),
                             true);
    if (completeness.partial)
        m_chips.emplace_back(tr("partial"), true);
    if (completeness.truncated)
        m_chips.emplace_back(tr("cut by a limit"), true);
    if (m_chips.empty() && !completeness.notes.isEmpty())
        m_chips.emplace_back(tr("%n notes", nullptr, static_cast<int>(completeness.notes.size())), false);
    m_notes = completeness.notes.join(u'\n');
    QStringList spoken;
    for (const auto &[words, isWarning] : m_chips)
        spoken << words;
    setPlainToolTip(this, (spoken + completeness.notes).join(u'\n')); // the chips may have no room
    setAccessibleDescription((spoken + completeness.notes).join(QStringLiteral(". ")));
    update();
}

bool Panel::hasDetached(const QWidget *root)
{
    const auto panels = root->findChildren<Panel *>();
    return std::any_of(panels.begin(), panels.end(), [](const Panel *p) { return p->isDetached(); });
}

void Panel::detach()
{
    if (m_window) {
        m_window->raise();
        m_window->activateWindow();
        return;
    }
    if (!m_content || m_state == State::Empty || m_state == State::Error)
        return;
    m_window = new QWidget(window(), Qt::Window);
    m_window->setWindowTitle(m_title + QStringLiteral(" \u2013 Watchfloor"));
    m_window->resize(std::max(width(), 480), std::max(height(), 320));
    auto *column = new QVBoxLayout(m_window);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_content);
    m_window->installEventFilter(this);
    m_content->show();
    rebuildMessage(QStringLiteral("external"), tr("In its own window"), {}, false,
                   {{tr("Bring back"), {}, [this] { bringBack(); }}});
    layoutParts();
    m_window->show();
}

void Panel::bringBack()
{
    if (!m_window)
        return;
    m_window->removeEventFilter(this);
    m_content->setParent(this);
    m_window->deleteLater();
    m_window = nullptr;
    setState(State::Content);
}

bool Panel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Close)
        bringBack();
    return QWidget::eventFilter(watched, event);
}

void Panel::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->pos().y() >= headerHeight())
        return event->ignore();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(isDetached() ? tr("Bring back") : tr("Open in its own window"), this,
                    [this] { isDetached() ? bringBack() : detach(); });
    menu->popup(event->globalPos());
}

void Panel::layoutParts()
{
    m_headerWidgets->setVisible(m_headerVisible && m_headerWidgets->layout()->count() > 0);
    static_cast<HeaderRow *>(m_headerWidgets)->place();
    const QRect body(0, headerHeight(), width(), std::max(0, height() - headerHeight()));
    if (m_content && !m_window) {
        m_content->setGeometry(body);
        m_content->setVisible(m_state == State::Content || m_state == State::Loading);
    }
    if (m_message)
        m_message->setGeometry(body);
}

void Panel::resizeEvent(QResizeEvent *)
{
    layoutParts();
}

void Panel::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->position().y() < headerHeight())
        Q_EMIT headerDoubleClicked();
}

void Panel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_state == State::Loading)
        Q_EMIT stopRequested();
    else
        QWidget::keyPressEvent(event);
}

void Panel::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), groundOf(this));
    if (!m_headerVisible)
        return;
    const double margin = width() < narrowPx ? 6 : 12;
    double right = width() - margin - (m_headerWidgets->isVisible() ? m_headerWidgets->width() + 6 : 0);
    const QFont strong = t.font(TextRole::SmallStrong);
    const double wholeTitle = std::ceil(QFontMetricsF(strong).horizontalAdvance(m_title)) + 1;
    const double titleEnd = margin + (m_icon.isEmpty() ? 0 : 20) + wholeTitle + 8;
    const QFontMetricsF metrics(t.font(TextRole::Micro));
    if (m_chips.empty() || titleEnd + chipsWidth(m_chips, metrics) <= right) {
        for (auto it = m_chips.rbegin(); it != m_chips.rend(); ++it) {
            right -= std::ceil(metrics.horizontalAdvance(it->first)) + 12;
            paintChip(p, QPointF(right, 5), it->first, it->second ? t.warning.fg : t.text.secondary,
                      it->second ? t.warning.tint : t.surface.raised, t);
            right -= 6;
        }
    } else { // what the panel is about comes first: the tool tip has their words
        right -= markPx;
        paintSeverity(p, m_chips.front().second ? signals::Severity::Warning : signals::Severity::Info,
                      QRectF(right, (headerPx - markPx) / 2, markPx, markPx));
        right -= 6;
    }
    const qint64 waited = m_state == State::Loading ? m_loadingSince.elapsed() : 0;
    if (waited > LoadingCover::stopAfterMs && titleEnd + 116 <= right) {
        const QString text = tr("%1 s  Stop Esc").arg(static_cast<double>(waited) / 1000.0, 0, 'f', 1);
        paintText(p, QRectF(right - 110, 0, 104, headerPx), text, t.font(TextRole::Micro), t.text.secondary,
                  Qt::AlignRight | Qt::AlignVCenter);
        right -= 116;
    }
    double x = margin;
    if (!m_icon.isEmpty()) {
        paintSeverity(
            p, m_icon == QLatin1String("sev-critical") ? signals::Severity::Critical : signals::Severity::Warning,
            QRectF(x, 7, 14, 14));
        x += 20;
    }
    const double titleWidth = std::min(right - x, wholeTitle);
    if (titleWidth < wholeTitle && toolTip().isEmpty())
        setPlainToolTip(this, m_title);
    paintText(p, QRectF(x, 0, titleWidth, headerPx), m_title, strong, t.text.primary);
    x += titleWidth + 8;
    // Why what is shown is old or not whole comes before what it is.
    const bool isDoubted = !m_chips.empty() && m_chips.front().second && !m_notes.isEmpty();
    if (right - x > 24)
        paintText(p, QRectF(x, 0, right - x, headerPx),
                  isDoubted ? base::visibleText(m_notes.section(QLatin1Char('\n'), 0, 0), 300) : m_description,
                  t.font(TextRole::Small), isDoubted ? t.warning.fg : t.text.tertiary);
    if (waited > barAfterMs && m_loadingWhat.isEmpty()) {
        const double phase = static_cast<double>(waited % 1600) / 1600.0;
        const double w = width() * 0.25;
        const double at = t.reducedMotion ? 0 : (width() + w) * phase - w;
        p.fillRect(QRectF(0, headerPx - 2, width(), 2), t.line.panel);
        p.fillRect(QRectF(at, headerPx - 2, t.reducedMotion ? width() : w, 2), t.accent.base);
    }
}

} // namespace wf::widgets
