// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/webhook/freezecourier.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// Who is told when changes are to be frozen, a test of each, and what became of every message.
class WebhooksDialog final : public QDialog {
    Q_OBJECT
public:
    explicit WebhooksDialog(engine::FreezeCourier &courier, QWidget *parent = nullptr);

private:
    void build();
    void fill();
    void test();
    void tryAgain();

    engine::FreezeCourier &m_courier;
    FlatTable *m_hooks;
    FlatTable *m_log;
    items::RowsModel<wire::SloWebhook, QString> *m_hookRows;
    items::RowsModel<engine::WebhookDelivery, QString> *m_logRows;
    widgets::PlainLabel *m_said;
    widgets::Button *m_test;
    widgets::Button *m_again;
};

} // namespace wf::ui
