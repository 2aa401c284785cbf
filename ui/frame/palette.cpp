// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/palette.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace wf::ui {

namespace {

constexpr int maximumShown = 60;
enum PaletteRole { GroupRole = Qt::UserRole + 1, HintRole, IconRole, HeaderRole, ItemRole };

class PaletteDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {100, index.data(HeaderRole).toBool() ? 24 : 28};
    }
    void paint(QPainter *p, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &t = widgets::Theme::of(option.widget);
        const QRectF box = QRectF(option.rect).adjusted(12, 0, -12, 0);
        if (index.data(HeaderRole).toBool()) {
            widgets::paintText(*p, box, index.data().toString(), t.font(widgets::TextRole::Micro), t.text.tertiary);
            return;
        }
        if (option.state & QStyle::State_Selected)
            p->fillRect(option.rect, t.surface.selected);
        widgets::paintIcon(*p, index.data(IconRole).toString(), QRectF(box.left(), box.center().y() - 8, 16, 16),
                           t.text.secondary);
        const QString hint = index.data(HintRole).toString();
        const double hintWidth =
            std::min(box.width() / 2, QFontMetricsF(t.font(widgets::TextRole::Small)).horizontalAdvance(hint) + 4);
        widgets::paintText(*p, box.adjusted(26, 0, -hintWidth - 8, 0), index.data().toString(),
                           t.font(widgets::TextRole::Base), t.text.primary);
        widgets::paintText(*p, QRectF(box.right() - hintWidth, box.top(), hintWidth, box.height()), hint,
                           t.font(widgets::TextRole::Small), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
    }
};

bool isTraceId(const QString &text)
{
    return (text.size() == 32 || text.size() == 16) && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f');
           });
}

} // namespace

int fuzzyScore(const QString &pattern, const QString &text)
{
    int score = 1;
    qsizetype at = 0;
    bool run = false;
    for (const QChar c : pattern) {
        if (c.isSpace()) {
            run = false;
            continue;
        }
        const qsizetype found = text.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return 0;
        const bool wordStart = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += wordStart ? 12 : (run && found == at) ? 8 : 1;
        score -= static_cast<int>(std::min<qsizetype>(found - at, 4));
        at = found + 1;
        run = true;
    }
    return std::max(1, score * 16 - static_cast<int>(std::min<qsizetype>(text.size(), 60)));
}

CommandPalette::CommandPalette(Provider provider, QWidget *parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint),
      m_provider(std::move(provider)),
      m_edit(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_model(new QStandardItemModel(this))
{
    setFixedWidth(640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 10, 1, 6);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(11, 0, 11, 0);
    row->addWidget(m_edit);
    column->addLayout(row);
    column->addWidget(m_list);
    m_edit->setPlaceholderText(tr("Screen, service, alert or trace ID.  > run  @ service  # alert  : time"));
    m_edit->setAccessibleName(tr("Go to or run"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedHeight(420);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Matches"));
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
}

void CommandPalette::openOver(QWidget *window)
{
    m_items = m_provider();
    m_edit->clear();
    refill({});
    const QPoint top = window->mapToGlobal(QPoint((window->width() - width()) / 2, 96));
    move(top);
    show();
    m_edit->setFocus();
}

void CommandPalette::refill(const QString &text)
{
    QString pattern = text.trimmed();
    QString only;
    if (pattern.startsWith(u'>'))
        only = tr("Actions");
    else if (pattern.startsWith(u'@'))
        only = tr("Services");
    else if (pattern.startsWith(u'#'))
        only = tr("Alerts");
    if (!only.isEmpty() || pattern.startsWith(u':'))
        pattern = pattern.mid(1).trimmed();
    std::vector<std::pair<int, int>> scored;
    if (!text.startsWith(u':'))
        for (int i = 0; i < static_cast<int>(m_items.size()); ++i) {
            const auto &item = m_items[static_cast<std::size_t>(i)];
            if (!only.isEmpty() && item.group != only)
                continue;
            if (const int score = pattern.isEmpty() ? 1 : fuzzyScore(pattern, item.title); score > 0)
                scored.emplace_back(score, i);
        }
    std::stable_sort(scored.begin(), scored.end(), [](auto a, auto b) { return a.first > b.first; });
    if (scored.size() > maximumShown)
        scored.resize(maximumShown);
    // Groups in the order of their best match, items below their group.
    QStringList groups;
    for (const auto &[score, i] : scored)
        if (!groups.contains(m_items[static_cast<std::size_t>(i)].group))
            groups << m_items[static_cast<std::size_t>(i)].group;
    m_model->clear();
    for (const QString &group : groups) {
        auto *header = new QStandardItem(group);
        header->setFlags(Qt::NoItemFlags);
        header->setData(true, HeaderRole);
        m_model->appendRow(header);
        for (const auto &[score, i] : scored) {
            const auto &item = m_items[static_cast<std::size_t>(i)];
            if (item.group != group)
                continue;
            auto *row = new QStandardItem(item.title);
            row->setData(item.hint, HintRole);
            row->setData(item.icon, IconRole);
            row->setData(i, ItemRole);
            m_model->appendRow(row);
        }
    }
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->data(ItemRole).isValid()) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            break;
        }
}

void CommandPalette::runCurrent()
{
    const QString text = m_edit->text().trimmed();
    if (text.startsWith(u':')) {
        hide();
        Q_EMIT timeTyped(text.mid(1).trimmed());
        return;
    }
    if (isTraceId(text)) {
        hide();
        Q_EMIT traceIdTyped(text.toLower());
        return;
    }
    const QVariant item = m_list->currentIndex().data(ItemRole);
    if (!item.isValid())
        return;
    hide();
    if (const auto &run = m_items[static_cast<std::size_t>(item.toInt())].run)
        run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            runCurrent();
            return true;
        }
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            for (int row = m_list->currentIndex().row() + step; row >= 0 && row < m_model->rowCount(); row += step)
                if (m_model->item(row)->data(ItemRole).isValid()) {
                    m_list->setCurrentIndex(m_model->index(row, 0));
                    break;
                }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wf::ui
