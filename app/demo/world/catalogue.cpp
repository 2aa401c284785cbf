// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/world/catalogue.h"

namespace wf::app::demo {

namespace {

using Bounds = std::vector<double>;

const Bounds quick{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.7, 1.0, 2.5};
const Bounds middling{0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.5, 0.7, 1.0, 2.0, 5.0};
const Bounds patient{0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 6.25, 8.0};

std::vector<CodeSpec> http(double clientShare, double serverShare, std::string_view clientCode = "404")
{
    return {{"200", 0.0}, {clientCode, clientShare, Pace::Quick}, {"500", serverShare}};
}

std::vector<CodeSpec> deadlined(double declined, double failed, std::string_view failCode)
{
    return {{"200", 0.0}, {"402", declined}, {failCode, failed}, {"504", 0.0001, Pace::Deadline}};
}

std::vector<CodeSpec> rpc(double failed)
{
    return {{"OK", 0.0}, {"NotFound", 0.004, Pace::Quick}, {"Unavailable", failed}};
}

// Tables are read in rows.
// clang-format off
std::vector<ServiceSpec> edge()
{
    return {
        {Gateway, "gateway", Runtime::Go, "go1.24.3", "edge", false, {3, 3}, 0.9, 2.0, 512, 0.41, {8, 4, 0}, 146.0,
         "edge: keep-alive to upstreams", "", {Checkout, Cart, Catalog, Search, Recommender, Accounts}, patient,
         {{"POST", "/checkout", 30.2, 222, 0.27, 6012, deadlined(0.006, 0.0006, "502")},
          {"GET", "/products/{id}", 120, 31, 0.30, 6000, http(0.011, 0.00006)},
          {"GET", "/search", 117, 84, 0.32, 6000, http(0.001, 0.0002, "400")},
          {"GET", "/cart", 30, 24, 0.33, 6000, http(0.004, 0.0001)},
          {"POST", "/cart/items", 28, 33, 0.33, 6000, http(0.008, 0.0001, "409")},
          {"GET", "/recommendations", 47.9, 96, 0.33, 6000, http(0.001, 0.0004)},
          {"POST", "/session", 16.3, 58, 0.24, 6000, http(0.031, 0.00004, "401")},
          {"GET", "/account", 22.6, 22, 0.26, 6000, http(0.012, 0.00002, "401")}}},
        {Checkout, "checkout", Runtime::Go, "go1.24.3", "checkout", false, {4, 5}, 6.5, 1.0, 768, 0.58, {5, 12, 1}, 48.0,
         "address form: postcode lookup", "order DB", {Cart, Catalog, Inventory, Shipping, Payment}, patient,
         {{"POST", "/v1/checkout", 30.2, 212, 0.27, 5996, deadlined(0.006, 0.0006, "500")},
          {"GET", "/v1/orders/{id}", 5.4, 14, 0.30, 6000, http(0.006, 0.0001)}}},
        {Payment, "payment", Runtime::Go, "go1.24.1", "payments", false, {4, 2}, 4.1, 1.0, 512, 0.44, {2, 30, 4}, 290.0,
         "ledger: batch the nightly close", "ledger DB", {}, patient,
         {{"POST", "/authorise", 30.4, 148, 0.22, 4810, deadlined(0.006, 0.0004, "502")},
          {"POST", "/refunds", 1.0, 190, 0.25, 6000, http(0.004, 0.0004, "409")}}},
    };
}

std::vector<ServiceSpec> goods()
{
    return {
        {Cart, "cart", Runtime::Go, "go1.23.8", "checkout", false, {3, 2}, 1.1, 0.5, 256, 0.46, {3, 9, 4}, 105.0,
         "coupon stacking fix", "cart redis", {}, quick,
         {{"GET", "/cart/{id}", 60.4, 17, 0.40, 2500, http(0.004, 0.0003)},
          {"POST", "/cart/{id}/items", 28, 24, 0.40, 2500, http(0.009, 0.0004, "409")}}},
        {Inventory, "inventory", Runtime::Jvm, "21.0.6", "fulfilment", false, {2, 2}, 3.4, 1.0, 1024, 0.55, {4, 2, 0}, 216.0,
         "holds: expire by batch", "stock DB", {}, quick,
         {{"POST", "/holds", 31, 38, 0.29, 2500, http(0.007, 0.0003, "409")},
          {"GET", "/stock/{sku}", 30, 9, 0.32, 2500, http(0.003, 0.0001)},
          {"DELETE", "/holds/{id}", 0.4, 4, 0.30, 2500, http(0.002, 0.0001)}}},
        {Catalog, "catalog", Runtime::Go, "go1.24.3", "discovery", false, {3, 3}, 1.6, 0.5, 384, 0.49, {6, 0, 2}, 25.6,
         "image variants: webp first", "product DB", {}, quick,
         {{"GET", "/products/{id}", 141, 14, 0.40, 2500, http(0.011, 0.00006)},
          {"GET", "/products", 31, 33, 0.36, 2500, http(0.001, 0.0001, "400")},
          {"POST", "/prices", 31, 21, 0.33, 2500, http(0.002, 0.0001, "400")}}},
    };
}

std::vector<ServiceSpec> around()
{
    return {
        {Search, "search", Runtime::Jvm, "21.0.6", "discovery", true, {2, 2}, 5.2, 2.0, 2048, 0.57, {7, 7, 1}, 266.0,
         "synonyms for colours", "search index", {}, middling,
         {{"halcyon.search.v1.Search", "Query", 98, 71, 0.34, 3000, rpc(0.0003)},
          {"halcyon.search.v1.Search", "Suggest", 19, 12, 0.36, 3000, rpc(0.0002)}}},
        {Recommender, "recommender", Runtime::Jvm, "21.0.4", "discovery", true, {2, 2}, 6.4, 2.0, 2048, 0.52, {1, 18, 0}, 74.0,
         "feature store client 3.2", "feature store", {Catalog}, middling,
         {{"halcyon.recommender.v1.Recommender", "ForUser", 47.9, 78, 0.33, 3000, rpc(0.0009)},
          {"halcyon.recommender.v1.Recommender", "Similar", 46.2, 62, 0.33, 3000, rpc(0.0009)}}},
        {Shipping, "shipping", Runtime::Python, "3.12.3", "fulfilment", false, {2, 1}, 21.0, 1.0, 512, 0.61, {2, 6, 3}, 195.0,
         "parcelway: new label size", "label queue", {}, patient,
         {{"POST", "/quote", 12.6, 180, 0.38, 6000, http(0.003, 0.0002, "422")},
          {"POST", "/labels", 9.8, 420, 0.36, 8000, http(0.002, 0.0003, "422")}}},
        {Accounts, "accounts", Runtime::Jvm, "21.0.6", "identity", false, {2, 2}, 2.2, 1.0, 1024, 0.48, {9, 1, 0}, 122.0,
         "sessions: rotate signing keys", "session store", {}, quick,
         {{"GET", "/session", 22.6, 7, 0.40, 2500, http(0.012, 0.00002, "401")},
          {"POST", "/session", 16.3, 46, 0.22, 2500, http(0.031, 0.00004, "401")}}},
    };
}

// clang-format on
std::vector<ServiceSpec> all()
{
    std::vector<ServiceSpec> list = edge();
    for (const auto &more : {goods(), around()})
        list.insert(list.end(), more.begin(), more.end());
    return list;
}

} // namespace

std::string Release::text() const
{
    return "v" + std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

const std::vector<ServiceSpec> &services()
{
    static const std::vector<ServiceSpec> list = all();
    return list;
}

const ServiceSpec &service(ServiceId id)
{
    return services()[id];
}

const RegionSpec &region(RegionId id)
{
    static const std::array<RegionSpec, regionCount> list{{
        {"eu-west",
         0.497,
         0.38,
         18.5,
         {"ip-10-2-41-7", "ip-10-2-18-203", "ip-10-2-77-40", "ip-10-2-63-115", "ip-10-2-29-88", "ip-10-2-90-12"}},
        {"us-east",
         0.445,
         0.35,
         0.5,
         {"ip-10-6-12-31", "ip-10-6-54-9", "ip-10-6-33-170", "ip-10-6-80-66", "ip-10-6-21-142"}},
    }};
    return list[id];
}

} // namespace wf::app::demo
