// Python glue of the minutiae network: arrays in, arrays out, the interpreter lock released while it runs.
#include "leader.h"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string_view.h>

#include <cstring>

namespace nb = nanobind;
using openbitmap::leader::Engine;
using openbitmap::leader::Image;
using openbitmap::leader::Instructions;
using openbitmap::leader::Minutia;

namespace {

using Pixels = nb::ndarray<const std::uint8_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Rows = nb::ndarray<nb::numpy, float, nb::shape<-1, 5>>;
static_assert(sizeof(Minutia) == 5 * sizeof(float));

void make(Engine* self, nb::bytes panels, bool portable) {
  const auto* first = static_cast<const std::byte*>(panels.data());
  new (self) Engine({first, first + panels.size()}, portable ? Instructions::portable : Instructions::best);
}

Rows find(const Engine& engine, Pixels pixels, float least_quality) {
  auto* found = new std::vector<Minutia>;
  nb::capsule owner(found, [](void* p) noexcept { delete static_cast<std::vector<Minutia>*>(p); });
  {
    nb::gil_scoped_release unlocked;
    *found = engine.find({pixels.data(), static_cast<int>(pixels.shape(0)), static_cast<int>(pixels.shape(1))}, least_quality);
  }
  return Rows(reinterpret_cast<float*>(found->data()), {found->size(), 5}, owner);
}

}  // namespace

NB_MODULE(_leader, m) {
  nb::class_<Engine>(m, "Engine")
      .def("__init__", &make, nb::arg("panels"), nb::kw_only(), nb::arg("portable") = false)
      .def("find", &find, nb::arg("pixels"), nb::arg("least_quality"))
      .def_prop_ro("instructions", &Engine::instructions);
}
