// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/transformrows.h"

#include "models/engine/boards/editing/settingtext.h"
#include "ui/dashboards/editing/panel/formlook.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QJsonDocument>
#include <QMenu>
#include <QPlainTextEdit>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int mostLines = 8;

QString nameOf(const QString &id)
{
    for (const engine::NamedChoice &choice : engine::transformationChoices())
        if (choice.id == id)
            return choice.name;
    return id;
}

} // namespace

TransformRows::TransformRows(QWidget *parent)
    : QWidget(parent), m_rows(new QVBoxLayout), m_said(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_rows->setSpacing(8);
    column->addLayout(m_rows);
    column->addWidget(m_said);
    auto *more = new widgets::PickButton(tr("Add"), tr("a transformation"), u"plus"_s);
    auto *menu = new QMenu(more);
    for (const engine::NamedChoice &choice : engine::transformationChoices())
        connect(menu->addAction(choice.name), &QAction::triggered, this, [this, id = choice.id] { add(id); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    column->addWidget(more, 0, Qt::AlignLeft);
    column->addStretch();
}

void TransformRows::setTransformations(std::vector<signals::PanelTransformation> list)
{
    m_list = std::move(list);
    rebuild();
}

void TransformRows::add(const QString &id)
{
    m_list.push_back(engine::newTransformation(id));
    rebuild();
    Q_EMIT changed();
}

void TransformRows::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_said->setText({});
    for (std::size_t at = 0; at < m_list.size(); ++at) {
        m_rows->addWidget(makeHead(at));
        m_rows->addWidget(makeOptions(at));
    }
}

QWidget *TransformRows::makeHead(std::size_t at)
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new PlainLabel(u"%1. "_s.arg(at + 1) + nameOf(m_list[at].id), TextRole::Strong), 1);
    auto *on = new QCheckBox(tr("On"));
    on->setChecked(!m_list[at].disabled);
    connect(on, &QCheckBox::toggled, this, [this, at](bool checked) {
        m_list[at].disabled = !checked;
        Q_EMIT changed();
    });
    auto *up = new widgets::IconButton(u"chevron-up"_s, tr("Apply transformation %1 earlier").arg(at + 1));
    up->setEnabled(at > 0);
    connect(up, &QToolButton::clicked, this, [this, at] {
        std::swap(m_list[at - 1], m_list[at]);
        rebuild();
        Q_EMIT changed();
    });
    auto *gone = new widgets::IconButton(u"close"_s, tr("Remove transformation %1").arg(at + 1));
    connect(gone, &QToolButton::clicked, this, [this, at] {
        m_list.erase(m_list.begin() + static_cast<std::ptrdiff_t>(at));
        rebuild(); // indices moved
        Q_EMIT changed();
    });
    for (QWidget *one : std::initializer_list<QWidget *>{on, up, gone})
        row->addWidget(one);
    return box;
}

QWidget *TransformRows::makeOptions(std::size_t at)
{
    const QString text = QString::fromUtf8(QJsonDocument(m_list[at].options).toJson()).trimmed();
    auto *options = new QPlainTextEdit(text);
    const QFont mono = widgets::Theme::of(this).font(TextRole::Mono);
    options->setFont(mono);
    layOutText(options);
    const auto lines = std::clamp<int>(static_cast<int>(text.count(u'\n')) + 1, 2, mostLines);
    options->setFixedHeight(QFontMetrics(mono).lineSpacing() * lines + 12);
    options->setAccessibleName(tr("Options of transformation %1").arg(at + 1));
    connect(options, &QPlainTextEdit::textChanged, this, [this, at, options] {
        QJsonParseError problem;
        const QJsonDocument read = QJsonDocument::fromJson(options->toPlainText().toUtf8(), &problem);
        const bool isRead = problem.error == QJsonParseError::NoError && read.isObject();
        m_said->setText(isRead ? QString() : tr("Options of transformation %1 are no JSON object yet.").arg(at + 1));
        if (!isRead)
            return;
        m_list[at].options = read.object();
        Q_EMIT changed();
    });
    return options;
}

} // namespace wf::ui
