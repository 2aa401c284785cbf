// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/bundle/maskbundle.h"
#include "models/engine/bundle/takebundle.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// Gathers the bundle of an incident, shows what will be in it and what of it is masked, and writes it. Masking is on
// unless somebody takes it off. Everything that takes time runs on a pool.
class SaveBundleDialog final : public QDialog {
    Q_OBJECT
public:
    SaveBundleDialog(const engine::BundleTaker::Parts &parts, const engine::BundleWishes &wishes,
                     const base::Clock &clock, const async::Pools &pools, QWidget *parent = nullptr);
    ~SaveBundleDialog() override;

    // What Save does once somebody has chosen where.
    void saveTo(const QString &path);
    [[nodiscard]] bool isReady() const { return m_shown && !m_isBusy; }

Q_SIGNALS:
    void saved(const QString &path);

private:
    void build(const QString &title);
    void gathered(const base::Result<engine::BundlePtr> &bundle);
    void prepare();
    void showPrepared(const engine::MaskedBundle &prepared);
    void fail(const base::Error &error);
    void chooseFile();
    void setBusy(const QString &words);

    const async::Pools &m_pools;
    engine::BundleTaker m_taker;
    engine::BundlePtr m_gathered; // as it is
    engine::BundlePtr m_shown;    // as it will be written
    bool m_isBusy = true;
    widgets::PlainLabel *m_state = nullptr;
    QPlainTextEdit *m_contents = nullptr;
    QCheckBox *m_mask = nullptr;
    QLineEdit *m_keys = nullptr;
    widgets::Button *m_save = nullptr;
    QTimer m_typed;
    async::Request m_request;
    async::JobScope m_jobs;
};

} // namespace wf::ui
