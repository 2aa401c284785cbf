// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/palette.h"

#include "models/base/fuzzy.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace wf::ui {

namespace {

constexpr std::size_t maximumShown = 60;
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

// What was typed, taken apart.
struct Wish {
    QString letters;
    QString only; // group; empty: all
    bool isTime = false;
};

Wish wishOf(const QString &text)
{
    Wish out;
    out.letters = text.trimmed();
    out.isTime = out.letters.startsWith(u':');
    if (out.letters.startsWith(u'>'))
        out.only = CommandPalette::tr("Actions");
    else if (out.letters.startsWith(u'@'))
        out.only = CommandPalette::tr("Services");
    else if (out.letters.startsWith(u'#'))
        out.only = CommandPalette::tr("Alerts");
    if (!out.only.isEmpty() || out.isTime)
        out.letters = out.letters.mid(1).trimmed();
    return out;
}

} // namespace

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
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::look);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
}

void CommandPalette::openOver(QWidget *window)
{
    m_items = m_provider();
    m_found.clear();
    {
        const QSignalBlocker once(m_edit);
        m_edit->clear();
    }
    look({});
    const QPoint top = window->mapToGlobal(QPoint((window->width() - width()) / 2, 96));
    move(top);
    show();
    m_edit->setFocus();
}

// What was found before stays until the search has answered, as far as it still fits.
void CommandPalette::look(const QString &text)
{
    refill(text);
    const Wish wish = wishOf(text);
    const quint64 asked = ++m_asked;
    if (!m_search || wish.isTime || wish.only == tr("Actions") || wish.only == tr("Services"))
        return;
    m_search(wish.letters, maximumShown, [this, self = QPointer(this), asked, text](std::vector<PaletteItem> found) {
        if (!self || asked != m_asked)
            return;
        const QString current = m_list->currentIndex().data().toString();
        const bool wasFirst = m_list->currentIndex().row() <= 1; // below its group
        m_found = std::move(found);
        refill(text);
        for (int row = 0; !wasFirst && row < m_model->rowCount(); ++row)
            if (m_model->item(row)->data(ItemRole).isValid() && m_model->item(row)->text() == current)
                m_list->setCurrentIndex(m_model->index(row, 0));
    });
}

const PaletteItem &CommandPalette::item(std::size_t at) const
{
    return at < m_items.size() ? m_items[at] : m_found[at - m_items.size()];
}

void CommandPalette::refill(const QString &text)
{
    const Wish wish = wishOf(text);
    std::vector<std::pair<int, std::size_t>> scored;
    if (!wish.isTime)
        for (std::size_t i = 0; i < m_items.size() + m_found.size(); ++i) {
            if (!wish.only.isEmpty() && item(i).group != wish.only)
                continue;
            if (const int score = wish.letters.isEmpty() ? 1 : base::fuzzyScore(wish.letters, item(i).title); score > 0)
                scored.emplace_back(score, i);
        }
    std::stable_sort(scored.begin(), scored.end(), [](auto a, auto b) { return a.first > b.first; });
    if (scored.size() > maximumShown)
        scored.resize(maximumShown);
    // Groups in the order of their best match, items below their group.
    QStringList groups;
    for (const auto &[score, i] : scored)
        if (!groups.contains(item(i).group))
            groups << item(i).group;
    m_model->clear();
    for (const QString &group : groups) {
        auto *header = new QStandardItem(group);
        header->setFlags(Qt::NoItemFlags);
        header->setData(true, HeaderRole);
        m_model->appendRow(header);
        for (const auto &[score, i] : scored) {
            const auto &one = item(i);
            if (one.group != group)
                continue;
            auto *row = new QStandardItem(one.title);
            row->setData(one.hint, HintRole);
            row->setData(one.icon, IconRole);
            row->setData(QVariant::fromValue<quint64>(i), ItemRole);
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
    const QVariant place = m_list->currentIndex().data(ItemRole);
    if (!place.isValid())
        return;
    hide();
    if (const auto run = item(place.value<quint64>()).run) // a copy: it may open this again
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
