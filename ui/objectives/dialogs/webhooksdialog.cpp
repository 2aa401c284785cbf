// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/dialogs/webhooksdialog.h"

#include "models/base/timetext.h"
#include "ui/base/flattable.h"
#include "ui/objectives/saving/tablesaving.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPointer>

namespace wf::ui {

namespace {

using engine::WebhookDelivery;
using widgets::PlainLabel;
using widgets::TextRole;
using State = WebhookDelivery::State;

template<class Row, class What>
items::RowColumn<Row> textColumn(const QString &title, What what)
{
    return {title, Qt::AlignLeft, [what](const Row &r, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(r);
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(widgets::CellKind::Text)) : QVariant();
            }};
}

QString aboutWhat(const wire::SloWebhook &hook)
{
    const QStringList only = hook.objectives + hook.services;
    return only.isEmpty() ? WebhooksDialog::tr("all objectives") : only.join(QStringLiteral(", "));
}

std::vector<items::RowColumn<WebhookDelivery>> logColumns()
{
    auto state = textColumn<WebhookDelivery>(WebhooksDialog::tr("State"), [](const WebhookDelivery &d) -> QString {
        return d.attempts > 1
                   ? WebhooksDialog::tr("%1, attempt %2").arg(engine::deliveryStateName(d.state)).arg(d.attempts)
                   : engine::deliveryStateName(d.state);
    });
    const auto text = state.data;
    state.data = [text](const WebhookDelivery &d, int role) -> QVariant {
        if (role != widgets::ToneRole || d.state == State::Delivered)
            return text(d, role);
        const bool isLost = d.state == State::GivenUp;
        return isLost || !d.error.isEmpty()
                   ? QVariant(static_cast<int>(isLost ? signals::Severity::Critical : signals::Severity::Warning))
                   : QVariant();
    };
    return {textColumn<WebhookDelivery>(WebhooksDialog::tr("When"),
                                        [](const WebhookDelivery &d) { return base::isoTime(d.queuedNs).left(16); }),
            textColumn<WebhookDelivery>(WebhooksDialog::tr("Webhook"), [](const WebhookDelivery &d) { return d.hook; }),
            textColumn<WebhookDelivery>(WebhooksDialog::tr("Objective"),
                                        [](const WebhookDelivery &d) { return d.objective; }),
            textColumn<WebhookDelivery>(
                WebhooksDialog::tr("Turn"),
                [](const WebhookDelivery &d) -> QString { return d.from + QStringLiteral(" \u2192 ") + d.to; }),
            state,
            textColumn<WebhookDelivery>(WebhooksDialog::tr("Said"), [](const WebhookDelivery &d) { return d.error; })};
}

} // namespace

WebhooksDialog::WebhooksDialog(engine::FreezeCourier &courier, QWidget *parent)
    : QDialog(parent),
      m_courier(courier),
      m_hooks(new FlatTable(tr("Webhooks"))),
      m_log(new FlatTable(tr("Messages, newest first"))),
      m_said(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_test(new widgets::Button(tr("Send a test"))),
      m_again(new widgets::Button(tr("Try again")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Webhooks of freezes"));
    resize(860, 560);
    m_hookRows = new items::RowsModel<wire::SloWebhook, QString>(
        {textColumn<wire::SloWebhook>(tr("Webhook"), [](const wire::SloWebhook &h) { return h.name; }),
         textColumn<wire::SloWebhook>(tr("Address"), [](const wire::SloWebhook &h) { return h.url; }),
         textColumn<wire::SloWebhook>(tr("Secret"), [](const wire::SloWebhook &h) { return h.secret; }),
         textColumn<wire::SloWebhook>(tr("About"), aboutWhat)},
        [](const wire::SloWebhook &h) { return h.name; }, this);
    m_hooks->setModel(m_hookRows);
    m_hooks->setColumnWidths({150, 0, 200, 160});
    m_logRows = new items::RowsModel<WebhookDelivery, QString>(
        logColumns(), [](const WebhookDelivery &d) { return d.id; }, this);
    m_log->setModel(m_logRows);
    m_log->setColumnWidths({130, 110, 170, 120, 140, 0});
    build();
    connect(&m_courier, &engine::FreezeCourier::changed, this, &WebhooksDialog::fill);
    connect(m_log, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        const auto *one = m_logRows->at(index);
        m_again->setEnabled(one && one->state == State::GivenUp);
    });
    fill();
}

void WebhooksDialog::build()
{
    m_said->setWrap(true);
    m_again->setEnabled(false);
    m_again->setAutoDefault(false);
    m_test->setAutoDefault(false);
    auto *close = new widgets::Button(tr("Close"));
    close->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_test);
    bottom->addWidget(m_again);
    bottom->addWidget(makeExportButton(this, QStringLiteral("freeze-messages"), *m_logRows, *m_log, *m_said));
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Who is told"), TextRole::Strong));
    column->addWidget(m_hooks, 1);
    column->addWidget(new PlainLabel(tr("What they were told"), TextRole::Strong));
    column->addWidget(m_log, 2);
    column->addWidget(m_said);
    column->addLayout(bottom);
    connect(m_test, &QPushButton::clicked, this, &WebhooksDialog::test);
    connect(m_again, &QPushButton::clicked, this, &WebhooksDialog::tryAgain);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void WebhooksDialog::fill()
{
    m_hookRows->setRows(m_courier.webhooks());
    m_logRows->setRows(m_courier.log());
    m_test->setEnabled(m_hookRows->rowCount() > 0);
    if (m_hookRows->rowCount() > 0 && !m_hooks->currentIndex().isValid())
        m_hooks->setCurrentIndex(m_hookRows->index(0, 0));
    if (m_courier.error())
        m_said->setText(m_courier.error()->summary);
    else if (m_hookRows->rowCount() == 0)
        m_said->setText(tr("No file defines a webhook: write kind: FreezeWebhook of watchfloor/v1 with url and secret "
                           "beside the objectives."));
}

void WebhooksDialog::test()
{
    const auto *hook = m_hookRows->at(m_hooks->currentIndex());
    if (!hook)
        return;
    m_said->setText(tr("Asking %1").arg(hook->name));
    m_test->setEnabled(false);
    m_courier.test(hook->name, [dialog = QPointer(this), name = hook->name](const base::Status &status) {
        if (!dialog)
            return;
        dialog->m_test->setEnabled(true);
        dialog->m_said->setText(status ? tr("%1 took the test.").arg(name)
                                       : tr("%1 did not take it: %2").arg(name, status.error().summary));
    });
}

void WebhooksDialog::tryAgain()
{
    if (const auto *one = m_logRows->at(m_log->currentIndex()))
        m_courier.tryAgain(one->id);
}

} // namespace wf::ui
