// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/bundle/bundle.h"

#include <QWidget>

namespace wf::ui {

// Above everything in a window that shows a bundle: of what, taken when and by whom, that it is offline and nothing can
// be changed; what is in it on request.
class BundleBanner final : public QWidget {
    Q_OBJECT
public:
    explicit BundleBanner(const engine::BundleManifest &manifest, QWidget *parent = nullptr);
    void showContents();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    engine::BundleManifest m_manifest;
};

} // namespace wf::ui
